import type { DocumentSummary } from '@tutor/protocol'

// Control characters, line separators, and marks that turn the direction of what is shown after them.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A document's name as it is kept and shown: the last part of a path, without what could pass it off for another. */
export function documentName(given: string): string {
  const base = given.toWellFormed().split(/[\\/]/).at(-1)!.replace(invisible, '').trim()
  return /^\.*$/.test(base) ? 'document' : base
}

/** The name, with a number before its ending where another document has it: `notes (2).txt`. */
export function freeName(name: string, documents: readonly Pick<DocumentSummary, 'name'>[]): string {
  const taken = new Set(documents.map((each) => each.name))
  const [, stem = name, ending = ''] = /^(.+)(\.\w+)$/u.exec(name) ?? []
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${stem} (${number})${ending}`
  return free
}
