import { TutorError } from '@tutor/protocol'
import { bounds, tooManyParts } from '../../bounds.ts'
import type { Breather } from '../../breather.ts'
import { readMarkup, type Attributes } from '../markup.ts'
import { deaf, memberAt } from '../package-parts.ts'
import type { ZipArchive } from '../zip-archive.ts'

/** What the package file of a book says of it. All names are members of the zip file. */
export interface BookPackage {
  /** The texts, in the order in which they are read. */
  readonly spine: readonly string[]
  /** The table of contents of EPUB 3. */
  readonly nav: string | undefined
  /** That of EPUB 2. */
  readonly ncx: string | undefined
}

interface Item {
  readonly part: string
  readonly type: string
  readonly properties: string
}

const texts = new Set(['application/xhtml+xml', 'text/html', 'text/x-oeb1-document'])
const ncxType = 'application/x-dtbncx+xml'

/** @throws TutorError `document_unreadable` where the book does not say what is in it, `document_too_large` */
export async function readBookPackage(zip: ZipArchive, breather: Breather): Promise<BookPackage> {
  const packageFile = await packageFileOf(zip, breather)
  const folder = packageFile.slice(0, packageFile.lastIndexOf('/') + 1)
  const items = new Map<string, Item>()
  const order: string[] = []
  const open = (element: string, attributes: Attributes): void => {
    const { id, idref, href, properties = '' } = attributes
    if (Math.max(items.size, order.length) > bounds.members) throw tooManyParts()
    if (element === 'item' && id !== undefined && href !== undefined) {
      items.set(id, { part: memberAt(folder, unescaped(href)), type: attributes['media-type'] ?? '', properties })
    }
    if (element === 'itemref' && idref !== undefined) order.push(idref)
  }
  await readMarkup({ bytes: zip.read(packageFile), dialect: 'xml' }, { ...deaf, open }, breather)
  const all = [...items.values()].filter(({ part }) => zip.has(part))
  const spine = order.flatMap((id) => items.get(id) ?? []).filter(({ part, type }) => texts.has(type) && zip.has(part))
  return {
    spine: spine.map(({ part }) => part),
    nav: all.find(({ properties }) => properties.split(/\s+/).includes('nav'))?.part,
    ncx: all.find(({ type }) => type === ncxType)?.part,
  }
}

async function packageFileOf(zip: ZipArchive, breather: Breather): Promise<string> {
  let path: string | undefined
  const open = (element: string, attributes: Attributes): void => {
    if (element === 'rootfile') path ??= attributes['full-path']
  }
  await readMarkup({ bytes: zip.read('META-INF/container.xml'), dialect: 'xml' }, { ...deaf, open }, breather)
  if (path === undefined) throw new TutorError('document_unreadable')
  return memberAt('', path)
}

/** An address without its percent signs, or as it is where they stand for nothing. */
export function unescaped(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
