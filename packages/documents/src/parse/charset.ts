import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})/i
const declarationBytes = 1_024

/** The encoding that a byte order mark names. */
export function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  return undefined
}

/**
 * A decoder for HTML or XML: by its byte order mark, else by what it says of itself at its beginning, else UTF-8 or, where
 * all of the bytes are there and are not UTF-8, Windows-1252. What it cannot decode becomes U+FFFD.
 *
 * @param head the first bytes, at least 1,024 where there are so many
 * @param whole whether they are all of them
 */
export function markupDecoder(head: Uint8Array, whole: boolean): TextDecoder {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, declarationBytes)).toString('latin1')
  const [, inMeta, inXml] = declared.exec(start) ?? []
  const label = markedCharset(head) ?? inMeta ?? inXml
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
  if (label !== undefined && (markedCharset(head) || !/^utf-?16/i.test(label))) {
    try {
      return new TextDecoder(label)
    } catch {
      // An encoding that nobody knows is as good as none.
    }
  }
  return new TextDecoder(whole && !isUtf8(head) ? 'windows-1252' : 'utf-8')
}
