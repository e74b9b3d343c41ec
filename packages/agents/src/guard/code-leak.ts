import type { LeakTest } from './leak-test.ts'
import { escape } from './text-leak.ts'

const token = /[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|=>|[=!<>]==?|&&|\|\||\+\+|--|[-+*/%]=?|\*\*|"[^"]*"|'[^']*'|`[^`]*`|[^\s\w]/g
const keywords = new Set('return if else for while let const var of in function new typeof switch case break continue throw try catch await async null true false undefined'.split(' '))

/** Tokens that make a line worth hiding. */
const shortest = 6

/** A leak of code is a line of the solution's, whatever its names are; its head, and lines that were shown, are none. */
export function codeLeak(solution: string, functionName: string): LeakTest {
  const lines = codeLines(solution).filter(({ names }) => !names.includes(functionName) || names.filter((each) => each === functionName).length > 1)
  const wanted = new Set(lines.map(({ shape }) => shape))
  return (said, shown) => {
    const known = new Set(codeLines(shown.text).map(({ shape }) => shape))
    return codeLines(said.raw).some(({ shape }) => wanted.has(shape) && !known.has(shape)) || bodyOf(said.raw, functionName, wanted) || isWhole(said.raw, functionName)
  }
}

/** The whole function on one line. */
function bodyOf(raw: string, functionName: string, wanted: ReadonlySet<string>): boolean {
  const body = new RegExp(`${escape(functionName)}\\s*(?:\\(|=)[^]*?(?:\\{|=>)([^]+)`).exec(raw)?.[1]
  return body !== undefined && codeLines(body.replace(/[{};]/g, '\n').replace(/^(?!\s*return\b)\s*(?=\S)/, 'return ')).some(({ shape }) => wanted.has(shape))
}

/** The function in one expression, whatever that is. */
function isWhole(raw: string, functionName: string): boolean {
  const name = escape(functionName)
  return new RegExp(`\\b${name}\\s*=\\s*(?:\\([^)]*\\)|\\w+)\\s*=>\\s*[^\\s{]|\\b${name}\\s*\\([^)]*\\)\\s*\\{[^}]*\\breturn\\s+\\w`).test(raw)
}

interface CodeLine {
  /** Its tokens, each name that is no property replaced by its number. */
  readonly shape: string
  readonly names: readonly string[]
}

function codeLines(text: string): readonly CodeLine[] {
  const spans = text.split(/\n|;|(?<=\{)|`/).map((line) => line.trim())
  return spans.flatMap((line) => {
    const tokens = line.match(token)?.filter((each) => !/^[;{}]$/.test(each)) ?? []
    if (tokens.length < shortest || !tokens.some((each) => /[^\w\s.,'"]/.test(each))) return []
    return [shapeOf(tokens)]
  })
}

function shapeOf(tokens: readonly string[]): CodeLine {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const shape = tokens.map((each, index) => {
    if (!/^[A-Za-z_$]/.test(each) || keywords.has(each) || tokens[index - 1] === '.') return each
    names.push(each)
    if (!numbers.has(each)) numbers.set(each, numbers.size)
    return `#${numbers.get(each)}`
  })
  return { shape: shape.join(' '), names }
}
