import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Pair, type ParsedNode } from 'yaml'
import type { CoursePath, CourseProblem } from '../course-problem.ts'

/** Longer files are no courses. Characters. */
const largest = 500_000
const deepest = 20
/** Brackets that may be open in the text, those of words included. */
const mostOpen = 200

/** A YAML file as data, and where in it everything stands. */
export class YamlFile {
  /** `undefined` where it cannot be read. */
  readonly data: unknown
  /** By line. */
  readonly problems: readonly CourseProblem[]
  readonly #lines = new LineCounter()
  readonly #top: ParsedNode | null
  /** The fields of the parts that were looked into, by their names. */
  readonly #fields = new WeakMap<ParsedNode, ReadonlyMap<string, MapPair>>()

  constructor(text: string) {
    const found: CourseProblem[] = []
    this.#top = this.#parse(text, found)
    const reader = new DataReader((node, message) => found.push({ line: this.#line(node.range[0]), message }))
    const data = found.length === 0 && this.#top ? reader.read(this.#top, 0) : undefined
    this.data = found.length === 0 ? data : undefined
    this.problems = found
  }

  /** The line on which the value of a path begins; of its nearest parent where it is not there. From 1. */
  lineOf(path: CoursePath): number {
    let node = this.#top
    let line = node ? this.#line(node.range[0]) : 1
    for (const step of path) {
      const pair = node && this.#fieldsOf(node).get(String(step))
      node = isSeq(node) ? (node.items[Number(step)] ?? null) : (pair?.value ?? null)
      const at = pair?.key ?? node
      if (!at) break
      line = this.#line(at.range[0])
    }
    return line
  }

  #fieldsOf(node: ParsedNode): ReadonlyMap<string, MapPair> {
    const known = this.#fields.get(node)
    if (known) return known
    const fields = new Map(isMap(node) ? node.items.flatMap((pair) => (isScalar(pair.key) ? [[keyText(pair.key.value), pair] as const] : [])) : [])
    this.#fields.set(node, fields)
    return fields
  }

  #line(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line)
  }

  #parse(text: string, found: CourseProblem[]): ParsedNode | null {
    if (text.length > largest) {
      found.push({ line: 1, message: `The file is too large. It may have ${largest.toLocaleString('en')} characters; make several courses of it.` })
      return null
    }
    if (isNested(text)) {
      found.push({ line: 1, message: 'This is not YAML that can be read: it is nested too deep.' })
      return null
    }
    try {
      // Keys are compared in the DataReader: here each one would be compared with all others of its map.
      const { contents, errors } = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: this.#lines, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
      found.push(...errors.map(({ code, message, pos }) => ({ line: this.#line(pos[0]), message: messages[code] ?? `This is not YAML: ${message}. ${quotesHelp}` })))
      if (!contents && found.length === 0) found.push({ line: 1, message: 'The file is empty. docs/courses.md shows what belongs into it.' })
      return contents
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      found.push({ line: 1, message: 'This is not YAML that can be read: it is nested too deep.' })
      return null
    }
  }
}

/** Told before it is parsed: half a million brackets would take a quarter of a gigabyte. Those of texts count as well, and do no harm. */
function isNested(text: string): boolean {
  let depth = 0
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1))
    if (depth > mostOpen) return true
  }
  return /(?:[-?:] +){100}/.test(text)
}

const quotesHelp = 'Text with a colon or a #, or that begins with a sign such as * or [, needs quotes around it, or a line of its own below a |.'

const messages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab cannot be used to indent. Use spaces.',
  BAD_INDENT: 'The line is not indented like its neighbours. Lines that belong together begin in the same column.',
  MULTILINE_IMPLICIT_KEY: `There is no colon after the key. ${quotesHelp}`,
  BLOCK_AS_IMPLICIT_KEY: `There are two colons in this line, or it is indented too far. ${quotesHelp}`,
  MISSING_CHAR: 'A quote or bracket is opened and never closed.',
  MULTIPLE_DOCS: 'The file has a second part behind a line ---. Make it a file of its own.',
}

type MapPair = Pair<ParsedNode, ParsedNode | null>

function keyText(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}

/** YAML has more than data: what refers to other places of the file, or makes objects of its own. None of it is read. */
class DataReader {
  readonly #report: (node: ParsedNode, message: string) => void

  constructor(report: (node: ParsedNode, message: string) => void) {
    this.#report = report
  }

  read(node: ParsedNode | null, depth: number): unknown {
    if (!node) return null
    if (depth > deepest) return this.#wrong(node, 'This is nested too deep.')
    if (isAlias(node)) return this.#wrong(node, `“*${node.source}” stands for something else in the file, which is not read here. Write it out, or put quotes around a text that begins with *.`)
    if (node.anchor !== undefined) this.#report(node, `“&${node.anchor}” gives a name to a part of the file, which is not read here. Leave it out, or put quotes around a text that begins with &.`)
    if (node.tag?.startsWith('!')) this.#report(node, `“${node.tag}” is not read here. Leave it out, or put quotes around a text that begins with !.`)
    if (isMap(node)) return this.#map(node.items, depth)
    if (isSeq(node)) return node.items.map((each) => this.read(each, depth + 1))
    return node.value
  }

  #map(pairs: readonly MapPair[], depth: number): unknown {
    const entries = new Map<string, unknown>()
    for (const { key, value } of pairs) {
      if (!isScalar(key)) {
        this.#report(key, 'A key is a word, such as “title”.')
        continue
      }
      const name = keyText(key.value)
      if (entries.has(name)) this.#report(key, `“${name}” is there twice. Keep one of them.`)
      entries.set(name, this.read(value, depth + 1))
    }
    return Object.fromEntries(entries)
  }

  #wrong(node: ParsedNode, message: string): undefined {
    this.#report(node, message)
    return undefined
  }
}
