import type { TextDecoder } from 'node:util'
import { TutorError } from '@tutor/protocol'
import { Parser } from 'htmlparser2'
import { bounds } from '../bounds.ts'
import type { Breather } from '../breather.ts'
import { markupDecoder } from './charset.ts'

export type Attributes = Readonly<Record<string, string>>

/** Takes the elements and words of a document in their order. Each element that is opened is closed. */
export interface MarkupHandler {
  /** @param name of XML without the prefix of its namespace; attributes keep theirs */
  open(name: string, attributes: Attributes): void
  close(name: string): void
  /** Words between two tags may come in several pieces. */
  text(words: string): void
}

export interface Markup {
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** XHTML is HTML in which any element can close itself, `<a/>`. */
  readonly dialect: 'xml' | 'html' | 'xhtml'
}

/** Characters between two looks at the clock. */
const slice = 32 * 1024

/**
 * Reads HTML or XML from front to back and keeps nothing of it. Entities of XML are the five that every document has:
 * what a document type declares is not read, so none can grow.
 *
 * @throws TutorError `document_unreadable` where it is nested too deeply, or XML that breaks off
 */
export async function readMarkup({ bytes, dialect }: Markup, handler: MarkupHandler, breather: Breather): Promise<void> {
  const nesting = new Nesting(handler, dialect)
  const strict = dialect !== 'html'
  const parser = new Parser(nesting, { xmlMode: dialect === 'xml', recognizeSelfClosing: strict, recognizeCDATA: strict })
  for await (const text of decoded(bytes)) {
    for (let start = 0; start < text.length; start += slice) {
      parser.write(text.slice(start, start + slice))
      await breather.breathe()
    }
  }
  parser.end()
}

async function* decoded(bytes: Markup['bytes']): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined
  for await (const piece of bytes) {
    decoder ??= markupDecoder(piece, Array.isArray(bytes))
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

/** Hands on what the parser finds, as long as it is sound. */
class Nesting {
  readonly #handler: MarkupHandler
  readonly #dialect: Markup['dialect']
  #depth = 0

  constructor(handler: MarkupHandler, dialect: Markup['dialect']) {
    this.#handler = handler
    this.#dialect = dialect
  }

  onopentag(name: string, attributes: Attributes): void {
    this.#depth += 1
    if (this.#depth > bounds.depth) throw new TutorError('document_unreadable', 'The document is nested too deeply.')
    this.#handler.open(this.#named(name), attributes)
  }

  onclosetag(name: string, isImplied: boolean): void {
    this.#depth -= 1
    if (isImplied && this.#dialect === 'xml' && this.#depth <= 0) throw new TutorError('document_unreadable')
    this.#handler.close(this.#named(name))
  }

  ontext(words: string): void {
    this.#handler.text(words)
  }

  #named(name: string): string {
    return this.#dialect === 'xml' ? name.slice(name.indexOf(':') + 1) : name
  }
}
