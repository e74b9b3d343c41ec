/** What stands behind `answer:` where it is not written out. */
export type ShortAnswer = { readonly written: object } | { readonly wrong: string }

const kinds = 'choice, text, number, algebra, solve, points or code'

/**
 * `12`, `3/4`, `12 km/h`, a word, or the letter of a choice, as the fields that it stands for. What could be meant in two
 * ways has to be written out.
 */
export function writtenOut(answer: string | number, hasChoices: boolean): ShortAnswer {
  const short = String(answer).trim()
  if (hasChoices) return { written: { choice: short } }
  if (/^[-+]?[\d.]/.test(short)) return numberWithUnit(short)
  if (/^\p{L}[\p{L}'’-]+(?: [\p{L}'’-]+)*$/u.test(short)) return { written: { text: short } }
  if (short.includes('=')) return { wrong: `“${short}” is an equation. Write answer: { solve: 2x + 1 = 7, solutions: [3] }, with the equation as it is to be solved.` }
  return { wrong: `It cannot be told what kind of answer “${short}” is. Write it out, such as answer: { algebra: ${/[:{}[\],]/.test(short) ? '2x + 3' : short} }. The kinds are ${kinds}.` }
}

function numberWithUnit(short: string): ShortAnswer {
  const [, number, space, unit] = /^([-+]?[\d.]+(?:\s*\/\s*\d+)?)(\s*)(.*)$/.exec(short) ?? []
  if (number === undefined) return { wrong: `“${short}” is no number. Write one such as 12, -0.5 or 3/4.` }
  if (unit === '') return { written: { number: number.replace(/\s+/g, '') } }
  if (unit === '%') return { wrong: `Write a percentage out: answer: { number: ${number}/100, form: percent }.` }
  if (space === '' || /[-+=()]/.test(unit!)) return { wrong: `It cannot be told whether “${short}” is a term or a number with a unit. Write answer: { algebra: ${short} }, or answer: { number: ${number}, unit: m }.` }
  return { written: { number: number.replace(/\s+/g, ''), unit } }
}
