import { isUtf8 } from 'node:buffer'
import { TutorError } from '@tutor/protocol'
import { markedCharset } from './charset.ts'

// Control characters that no editor writes into a text.
const binary = /(?![\t\n\v\f\r\u0080-\u009F])\p{Cc}/u
// What Windows-1252 does not use.
const unused = /[\u0080-\u009F]/

/** Western languages have fewer than one letter in four outside of ASCII; Russian in its own old encoding has nearly all. */
const mostForeign = 1 / 4

/**
 * Reads UTF-8, UTF-16 that says so with a byte order mark, or Windows-1252 (and with it ISO 8859-1), in which old editors write
 * western languages.
 *
 * @throws TutorError `document_unreadable` or `document_empty`
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = markedCharset(bytes)
  const text = marked !== undefined || isUtf8(bytes) ? decode(bytes, marked ?? 'utf-8') : decodeWestern(bytes)
  if (binary.test(text)) throw new TutorError('document_unreadable', 'The document is not text.')
  if (text.trim() === '') throw new TutorError('document_empty')
  return text
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unknownEncoding(cause)
  }
}

function decodeWestern(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  const foreign = text.match(/[^\0-\x7F]/g)?.length ?? 0
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (unused.test(text) || foreign > letters * mostForeign) throw unknownEncoding()
  return text
}

function unknownEncoding(cause?: unknown): TutorError {
  return new TutorError('document_unreadable', 'The document is not text in an encoding that is known here. Save it as UTF-8 and add it again.', { cause })
}
