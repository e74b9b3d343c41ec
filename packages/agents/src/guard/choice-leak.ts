import type { Item } from '@tutor/protocol'
import { isAll, pointsAhead, pointsBack, type LeakTest } from './leak-test.ts'
import { numberLeak } from './number-leak.ts'
import { plainMath } from './plain-math.ts'
import type { Statement } from './statement.ts'
import { escape, textLeak, words } from './text-leak.ts'

const denial = /\b(?:not|isn't|aren't|can't be|cannot be|never|wrong|incorrect|rule[sd]? out|eliminate|cross out|neither|nor|discard|forget about)\b|n't\b/
const choosing = /\b(?:choose|pick|select|tick|take|mark|go (?:for|with)|press|it's|it is|that's|that is|namely|i\.e\.|must be|answer),?\s+(?:option |choice |answer |letter |with )?["'(]*$/

/** A leak of a choice names it, by its letter or its words, and no other; or has ruled out all others. */
export function choiceLeak(correct: string, choices: Readonly<Record<string, string>>): LeakTest {
  const others = Object.keys(choices).filter((key) => key !== correct)
  const possible = new Set(others)
  const text = choices[correct] ?? correct
  const value = /^-?\d+(?:[.,/]\d+)?(?=\s|$)/.exec(text)?.[0]
  const wordsLeak = textLeak([text])
  const valueLeak = value === undefined ? () => false : numberLeak({ value })
  return (spoken, shown) => {
    const said = { ...spoken, raw: withLetters(spoken.raw, Object.keys(choices)) }
    const denies = denial.test(plainMath(said.raw))
    const named = others.filter((key) => isNamed(key, choices, said))
    if (denies) for (const key of named) possible.delete(key)
    if (denies && named.length > 0 && possible.size === 0 && others.length > 1) return true
    if (denies) return false
    return pointsAt(correct, said) || (named.length === 0 && (wordsLeak(said, shown) || valueLeak(said, shown)))
  }
}

/** "The second option" as "option B". */
function withLetters(raw: string, keys: readonly string[]): string {
  return raw.replace(/\b(?:the )?(first|second|third|fourth|fifth|last) (?:option|choice|answer|statement)\b/gi, (all, ordinal: string) => {
    const index = ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(ordinal.toLowerCase())
    const key = keys.at(index)
    return key === undefined ? all : `option ${key}`
  })
}

function isNamed(key: string, choices: Item['choices'] & object, said: Statement): boolean {
  const text = words(choices[key] ?? '')
  return letterIn(key, said.raw) !== undefined || (text.length > 2 && ` ${words(said.raw)} `.includes(` ${text}`))
}

function pointsAt(key: string, said: Statement): boolean {
  const at = letterIn(key, said.raw)
  if (!at) return false
  const before = plainMath(said.raw.slice(0, at.index))
  const after = plainMath(said.raw.slice(at.index + at[0].length))
  const option = /\b(?:option|choice|letter)\s*["'(]*$/.test(before) && /^\W*(?:it is|is the (?:one|answer)|please)\b/.test(after)
  return pointsAhead.test(before) || choosing.test(before) || pointsBack.test(after) || option || isAll({ ...said, plain: plainMath(said.raw) }, key.toLowerCase())
}

/** `a` and `I` are words, so they have to be capital or in brackets, but not the first word. */
function letterIn(key: string, raw: string): RegExpExecArray | undefined {
  const name = escape(key)
  const isWord = /^[ai]$/i.test(key)
  const pattern = isWord ? `(?<=[^.!?]\\s|["'(])${name.toUpperCase()}(?=[).,:;!?"'*]|\\s(?:is|as)\\b|$)|\\(${name}\\)|\\*\\*${name}\\*\\*` : `(?<![\\p{L}\\p{N}'’]|° ?)${name}(?![\\p{L}\\p{N}'’])`
  return new RegExp(pattern, isWord ? 'u' : 'iu').exec(raw) ?? undefined
}
