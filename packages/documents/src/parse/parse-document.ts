import type { DocumentSummary } from '@tutor/protocol'
import { bounds, tooMuchText } from '../bounds.ts'
import type { Breather } from '../breather.ts'
import { decodeText } from './decode-text.ts'
import { parseMarkdown } from './markdown.ts'
import type { ParsedText } from './parsed-text.ts'
import { parsePlainText } from './plain-text.ts'

/** @throws TutorError with the `document_*` code for what is wrong with the bytes */
export async function parseDocument(
  kind: DocumentSummary['kind'],
  bytes: Uint8Array,
  breather: Breather,
): Promise<ParsedText> {
  switch (kind) {
    case 'pdf': {
      // pdf.js is 1.7 MB of JavaScript: a thread whose learners bring no PDF never loads it.
      const { parsePdf } = await import('./pdf.ts')
      return await parsePdf(bytes, breather)
    }
    case 'markdown':
      return parseMarkdown(boundedText(bytes))
    case 'text':
      return parsePlainText(boundedText(bytes))
    case 'docx': {
      const { parseDocx } = await import('./word/docx.ts')
      return await parseDocx(bytes, breather)
    }
    case 'pptx': {
      const { parsePptx } = await import('./slides/pptx.ts')
      return await parsePptx(bytes, breather)
    }
    case 'epub': {
      const { parseEpub } = await import('./book/epub.ts')
      return await parseEpub(bytes, breather)
    }
    case 'html': {
      const { parseHtml } = await import('./html.ts')
      return await parseHtml(bytes, breather)
    }
  }
}

function boundedText(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  if (text.length > bounds.characters) throw tooMuchText()
  return text
}
