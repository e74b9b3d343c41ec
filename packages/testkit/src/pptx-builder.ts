import { buildZip, contentTypes, escapeXml, relationships, xmlHead } from './zip-builder.ts'

export interface PptxSlide {
  readonly title?: string
  /** The paragraphs of its body. */
  readonly lines?: readonly string[]
  readonly table?: readonly (readonly string[])[]
  /** What the speaker is to say. */
  readonly notes?: string
}

const namespaces =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'

/** A presentation. The first slide has the highest number in the file, as after its owner put the last one first. */
export function buildPptx(slides: readonly PptxSlide[]): Uint8Array {
  const files = slides.map((_, index) => `slides/slide${slides.length - index}.xml`)
  const members: Record<string, string> = {
    '[Content_Types].xml': contentTypes({
      'ppt/presentation.xml': 'presentationml.presentation.main',
      ...Object.fromEntries(files.map((file) => [`ppt/${file}`, 'presentationml.slide'])),
    }),
    '_rels/.rels': relationships([['officeDocument', 'ppt/presentation.xml']]),
    'ppt/presentation.xml': `${xmlHead}<p:presentation ${namespaces}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(files.map((file) => ['slide', file])),
  }
  for (const [index, slide] of slides.entries()) {
    const number = slides.length - index
    members[`ppt/${files[index]}`] = sheet('sld', slideShapes(slide, index + 1))
    if (slide.notes === undefined) continue
    members[`ppt/slides/_rels/slide${number}.xml.rels`] = relationships([['notesSlide', `../notesSlides/notesSlide${number}.xml`]])
    members[`ppt/notesSlides/notesSlide${number}.xml`] = sheet('notes', shape('body', [slide.notes]) + shape('sldNum', [String(index + 1)]))
  }
  return buildZip(members)
}

function sheet(element: string, shapes: string): string {
  return `${xmlHead}<p:${element} ${namespaces}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:${element}>`
}

/** The title comes behind the body, as where it was drawn later. */
function slideShapes({ title, lines, table }: PptxSlide, number: number): string {
  const body = lines ? shape(undefined, lines) : ''
  const head = title === undefined ? '' : shape('title', [title])
  return body + head + (table ? tableFrame(table) : '') + shape('sldNum', [String(number)])
}

function shape(type: string | undefined, lines: readonly string[]): string {
  const role = type === undefined ? '<p:ph idx="1"/>' : `<p:ph type="${type}"/>`
  return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:nvPr>${role}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>${lines.map(paragraph).join('')}</p:txBody></p:sp>`
}

function tableFrame(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<a:tc><a:txBody>${paragraph(cell)}</a:txBody></a:tc>`).join('')
  return `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${rows.map((row) => `<a:tr>${cells(row)}</a:tr>`).join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
}

function paragraph(text: string): string {
  return `<a:p><a:r><a:rPr lang="en-GB"/><a:t>${escapeXml(text)}</a:t></a:r></a:p>`
}
