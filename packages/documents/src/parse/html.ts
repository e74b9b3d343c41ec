import type { Breather } from '../breather.ts'
import { HtmlText } from './html-text.ts'
import { readMarkup } from './markup.ts'
import type { ParsedText } from './parsed-text.ts'
import { TextFlow } from './text-flow.ts'

/**
 * Reads what a web page says, without its scripts, styles, menus and hidden parts: a blank line between blocks, an item of a
 * list or a row of a table on each line.
 *
 * @throws TutorError `document_without_text`, `document_too_large` or `document_unreadable`
 */
export async function parseHtml(bytes: Uint8Array, breather: Breather): Promise<ParsedText> {
  const flow = new TextFlow('line')
  const text = new HtmlText(flow, { titled: true })
  await readMarkup({ bytes: [bytes], dialect: beginsAsXml(bytes) ? 'xhtml' : 'html' }, text, breather)
  text.finish()
  return flow.finish()
}

function beginsAsXml(bytes: Uint8Array): boolean {
  return /^\W{0,8}\?xml\s/.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1'))
}
