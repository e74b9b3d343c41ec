import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { CoursePath, CourseProblem } from './course-problem.ts'

/** Longer files are no courses. */
const longest = 2 * 1024 * 1024
/** More repetitions by `*name` than that are there to exhaust the reader. */
const mostAliases = 100

/** The text of a course's file, which knows the lines of what is in it. */
export class CourseSource {
  readonly #document: Document
  readonly #lines: LineCounter
  readonly problems: readonly CourseProblem[]
  /** What it says; nothing where that cannot be read. */
  readonly value: unknown

  constructor(text: string) {
    this.#lines = new LineCounter()
    const tooLong = text.length > longest
    this.#document = parseDocument(tooLong ? '' : text, { lineCounter: this.#lines, uniqueKeys: true, prettyErrors: false })
    const errors = this.#document.errors.map(({ pos, message }) => ({ line: this.#lines.linePos(pos[0]).line, message: `this is no YAML: ${message}` }))
    if (tooLong) errors.push({ line: 1, message: `the file has more than ${longest / 1024 / 1024} MB` })
    if (errors.length === 0) {
      try {
        this.value = this.#document.toJS({ maxAliasCount: mostAliases })
      } catch (error) {
        errors.push({ line: 1, message: `this is no YAML that can be read: ${(error as Error).message}` })
      }
    }
    this.problems = errors
  }

  problem(path: CoursePath, message: string): CourseProblem {
    return { line: this.#lineOf(path), message }
  }

  /** The line of the innermost part of the path that is there; of a field, that of its name. */
  #lineOf(path: CoursePath): number {
    for (let length = path.length; length > 0; length--) {
      const parent = this.#document.getIn(path.slice(0, length - 1), true)
      const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path[length - 1])) : undefined
      const node = pair?.key ?? this.#document.getIn(path.slice(0, length), true)
      const start = (node as { range?: readonly [number, number, number] } | undefined)?.range?.[0]
      if (start !== undefined) return this.#lines.linePos(start).line
    }
    return 1
  }
}
