// Control characters, line separators, and marks that turn the direction of what is shown after them.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A document's name as it is kept and shown: the last part of a path, without what could pass it off for another. */
export function documentName(given: string): string {
  const base = given.toWellFormed().split(/[\\/]/).at(-1)!.replace(invisible, '').trim()
  return /^\.*$/.test(base) ? 'document' : base
}
