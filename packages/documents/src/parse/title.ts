import { bounds } from '../bounds.ts'

/** A title on one line, cut at a word where it is too long. */
export function shortTitle(words: string): string {
  const line = words.slice(0, bounds.titleLength * 2).replace(/\s+/gu, ' ').trim()
  if (line.length <= bounds.titleLength) return line
  const cut = line.lastIndexOf(' ', bounds.titleLength - 1)
  return `${line.slice(0, cut > 0 ? cut : bounds.titleLength - 1).toWellFormed()}…`
}

const openingWords = 8

/** The first words of a part of the text that has no heading. */
export function opening(text: string): string {
  const words = text.slice(0, bounds.titleLength * 2).trim().split(/\s+/u)
  const first = words.slice(0, openingWords).join(' ')
  return shortTitle(words.length > openingWords ? `${first} …` : first)
}
