import { bounds, tooManyParts } from '../bounds.ts'
import type { Breather } from '../breather.ts'
import { readMarkup, type Attributes, type MarkupHandler } from './markup.ts'
import type { ZipArchive } from './zip-archive.ts'

/** What a part of an Office document refers to. */
export interface Relationship {
  readonly id: string
  /** The last word of its type: `styles`, `footnotes`, `notesSlide`. */
  readonly type: string
  /** Name of the part in the zip file. */
  readonly part: string
}

/**
 * The relations of a part, or of the whole document to its parts where no part is given.
 *
 * @throws TutorError `document_too_large`, `document_unreadable`
 */
export async function relationshipsOf(zip: ZipArchive, part: string, breather: Breather): Promise<readonly Relationship[]> {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const name = `${folder}_rels/${part.slice(slash)}.rels`
  if (!zip.has(name)) return []
  const found: Relationship[] = []
  const open = (element: string, attributes: Attributes): void => {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes
    if (element !== 'Relationship' || id === undefined || type === undefined || target === undefined || mode === 'External') return
    if (found.length === bounds.members) throw tooManyParts()
    found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), part: memberAt(folder, target) })
  }
  await readMarkup({ bytes: zip.read(name), dialect: 'xml' }, { ...deaf, open }, breather)
  return found
}

/** Listens to nothing. */
export const deaf: MarkupHandler = { open: () => {}, close: () => {}, text: () => {} }

/** The member of a zip file that an address names, seen from a folder of it: `ppt/slides/` and `../media/a.xml`. */
export function memberAt(folder: string, address: string): string {
  const path = address.startsWith('/') ? address : `${folder}${address}`
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
