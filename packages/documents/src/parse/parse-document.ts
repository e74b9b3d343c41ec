import { TutorError, type DocumentSummary } from '@tutor/protocol'
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
    case 'docx':
    case 'pptx':
    case 'epub':
    case 'html':
      throw new TutorError('document_type_unsupported')
  }
}

function boundedText(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  if (text.length > bounds.characters) throw tooMuchText()
  return text
}
