/** Whether two values are the same data, whatever the order of their keys. Numbers are the same to twelve digits. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return isSameNumber(one, other)
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return keys.length === others.length && keys.every((key) => Object.hasOwn(other, key) && isSameData((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
}

function isSameNumber(one: number, other: number): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other)) || Math.abs(one - other) <= 1e-12 * Math.max(Math.abs(one), Math.abs(other))
}
