import { TutorError } from '@tutor/protocol'
import { bounds } from '../../bounds.ts'
import type { Breather } from '../../breather.ts'
import { readMarkup, type Attributes } from '../markup.ts'
import { deaf, relationshipsOf } from '../package-parts.ts'
import type { ParsedText } from '../parsed-text.ts'
import { bullet, TextFlow } from '../text-flow.ts'
import { ZipArchive } from '../zip-archive.ts'
import { SlideText, type SlideShape } from './slide-text.ts'

/** What the layout puts on every slide. */
const furniture = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg'])
const titles = new Set(['title', 'ctrTitle'])

/**
 * Reads a presentation slide by slide in the order in which it is shown: the title, the other texts and tables, the notes of
 * the speaker. Words in pictures, charts and diagrams are not there.
 *
 * @throws TutorError `document_unreadable`, `document_encrypted`, `document_without_text` or `document_too_large`
 */
export async function parsePptx(bytes: Uint8Array, breather: Breather): Promise<ParsedText> {
  const zip = await ZipArchive.open(bytes)
  const main = (await relationshipsOf(zip, '', breather)).find(({ type }) => type === 'officeDocument')?.part ?? 'ppt/presentation.xml'
  if (!zip.has(main)) throw new TutorError('document_unreadable')
  const slides = await slidesOf(zip, main, breather)
  const flow = new TextFlow('slide')
  for (const part of slides) {
    const shapes = await shapesOn(zip, part, breather)
    const notes = (await relationshipsOf(zip, part, breather)).find(({ type }) => type === 'notesSlide')?.part
    const spoken = notes !== undefined && zip.has(notes) ? await shapesOn(zip, notes, breather) : []
    writeSlide(flow, shapes, spoken.flatMap(({ role, lines }) => (role === 'body' ? { role: 'notes', lines } : [])))
  }
  return flow.finish()
}

/** The parts of the slides, in the order in which they are shown. */
async function slidesOf(zip: ZipArchive, main: string, breather: Breather): Promise<string[]> {
  const ids: string[] = []
  const open = (element: string, attributes: Attributes): void => {
    const id = attributes['r:id']
    if (element !== 'sldId' || id === undefined) return
    if (ids.length === bounds.pages) throw new TutorError('document_too_large', `The presentation has more than ${bounds.pages} slides.`)
    ids.push(id)
  }
  await readMarkup({ bytes: zip.read(main), dialect: 'xml' }, { ...deaf, open }, breather)
  const parts = new Map((await relationshipsOf(zip, main, breather)).map(({ id, part }) => [id, part]))
  return ids.flatMap((id) => parts.get(id) ?? [])
}

async function shapesOn(zip: ZipArchive, part: string, breather: Breather): Promise<readonly SlideShape[]> {
  const text = new SlideText()
  await readMarkup({ bytes: zip.read(part), dialect: 'xml' }, text, breather)
  return text.shapes.filter(({ role }) => !furniture.has(role))
}

function writeSlide(flow: TextFlow, shapes: readonly SlideShape[], notes: readonly SlideShape[]): void {
  const title = shapes.find(({ role }) => titles.has(role))
  const others = [...shapes.filter((shape) => shape !== title), ...notes]
  if (!title && others.length === 0) {
    flow.addEmptyPlace()
    return
  }
  flow.beginPlace()
  if (title) flow.add(title.lines.map(({ text }) => text).join(' ').replace(/\s+/gu, ' '), { heading: true })
  for (const { role, lines } of others) {
    // One paragraph is no list, and what the speaker says is none.
    const items = role !== 'notes' && lines.length > 1
    for (const [index, { text, kind }] of lines.entries()) {
      const isItem = items && kind === 'item'
      flow.add(isItem ? bullet + text : text, { close: index > 0 && (isItem || kind === 'row') })
    }
  }
}
