import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkMath)

/**
 * Markdown that grows, as the blocks at its top level. Only the last block is parsed again when there is more, so that a long
 * answer costs as much as its length. Each block is Markdown of its own: a link that is defined further down stays as it was typed.
 */
export class Blocks {
  readonly #whole: string[] = []
  /** Where the last block begins. */
  #start = 0
  #text = ''

  /** @returns the blocks; all but the last one are the same from now on, as long as the text only grows */
  split(text: string): readonly string[] {
    if (!text.startsWith(this.#text)) this.#reset()
    this.#text = text
    const rest = text.slice(this.#start)
    // A line that is not whole can look like the beginning of a block and turn out to go on with the one before.
    const lines = rest.slice(0, rest.lastIndexOf('\n') + 1)
    // Of the line in which a block starts, since what stands before it there may be a part of it.
    const starts = markdown.parse(lines).children.map(({ position }) => position!.start.offset! - position!.start.column + 1)
    for (const [index, next] of starts.entries()) {
      if (index > 0) this.#whole.push(rest.slice(index === 1 ? 0 : starts[index - 1], next))
    }
    if (starts.length > 1) this.#start += starts.at(-1)!
    return [...this.#whole, text.slice(this.#start)]
  }

  #reset(): void {
    this.#whole.length = 0
    this.#start = 0
  }
}
