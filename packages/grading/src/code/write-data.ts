const longest = 120

/** A value as its literal, cut where it is long. JSON would write `undefined` and `NaN` in an array as `null`. */
export function writeData(value: unknown): string {
  const text = literal(value)
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

function literal(value: unknown): string {
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return `[${Array.from(value, literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value)
  const entries = Object.entries(value).map(([name, each]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: ${literal(each)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
