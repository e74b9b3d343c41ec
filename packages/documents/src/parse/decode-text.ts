import { TutorError } from '@tutor/protocol'

// Control characters that no editor writes into a text.
const binary = /(?![\t\n\v\f\r\u0080-\u009F])\p{Cc}/u

/**
 * Reads UTF-8, or UTF-16 that says so with a byte order mark.
 *
 * @throws TutorError `document_unreadable` or `document_empty`
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes)
  if (binary.test(text)) throw new TutorError('document_unreadable', 'The document is not text.')
  if (text.trim() === '') throw new TutorError('document_empty')
  return text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TutorError('document_unreadable', 'The document is not text in UTF-8 or UTF-16.', { cause })
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
