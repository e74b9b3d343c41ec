import { readFormula, type Formula } from './formula.ts'
import { spelledMark } from './number-words.ts'

/** One side of an equation, or a term that stands alone. */
export interface Side {
  /** Without spaces. */
  readonly text: string
  readonly formula: Formula
  /** Whether it is nothing but a small number in words, or a half: those are words of everyday. */
  readonly spelled: boolean
}

/** A formula in the middle of words, its equals signs included. */
export interface Fragment {
  /** Without spaces. */
  readonly text: string
  readonly sides: readonly Side[]
  /** The words before and after it. */
  readonly before: string
  readonly after: string
}

const token = /~?\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[-+*/^()=%]|\s+|[^]/g

/** Every formula in a text that was made plain. */
export function fragmentsOf(plain: string): readonly Fragment[] {
  const found: Fragment[] = []
  for (const { start, end } of runsOf(plain)) {
    const text = trim(plain.slice(start, end))
    const sides = text.split('=').flatMap(readSide)
    if (sides.length > 0) found.push({ text: text.replace(/\s+|~/g, ''), sides, before: plain.slice(0, start), after: plain.slice(end) })
  }
  return found
}

function* runsOf(plain: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = -1
  for (const { 0: text, index } of plain.matchAll(token)) {
    if (text.trim() === '') continue
    const counts = isMath(text, { before: plain.slice(0, index), after: plain.slice(index + text.length) })
    if (counts && start < 0) start = index
    if (counts || start < 0) continue
    yield { start, end: index }
    start = -1
  }
  if (start >= 0) yield { start, end: plain.length }
}

/** Letters are variables one by one; `a` and `I` are words unless a sign or a digit touches them. */
function isMath(text: string, { before, after }: { readonly before: string; readonly after: string }): boolean {
  if (!/[a-z]/.test(text)) return /^(?:~?\d|[-+*/^()=%])/.test(text)
  if (text === 'a' || text === 'i') return /[\d)^*/+=]\s?$/.test(before) || /^\s?[\^*/+=]/.test(after)
  return text.length === 1 || (text.length === 2 && /\d$/.test(before))
}

function trim(text: string): string {
  return text.trim().replace(/^[*/^)%=\s]+/, '').replace(/[-+*/^(=\s]+$/, '')
}

function readSide(text: string): readonly Side[] {
  const plain = balanced(text.replaceAll(spelledMark, ''))
  const formula = readFormula(plain)
  return formula ? [{ text: plain.replace(/\s+/g, ''), formula, spelled: /^\s*-?~(?:\d|1[0-2]|1\/2)\s*$/.test(text) }] : []
}

/** Brackets around words leave one of theirs in the formula. */
function balanced(text: string): string {
  const opened = text.split('(').length - text.split(')').length
  if (opened > 0) return text.replace(/^\s*\(/, '')
  return opened < 0 ? text.replace(/\)\s*$/, '') : text
}
