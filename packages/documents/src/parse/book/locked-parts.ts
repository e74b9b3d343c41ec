import { bounds, tooManyParts } from '../../bounds.ts'
import type { Breather } from '../../breather.ts'
import { readMarkup, type Attributes } from '../markup.ts'
import { deaf, memberAt } from '../package-parts.ts'
import type { ZipArchive } from '../zip-archive.ts'
import { unescaped } from './book-package.ts'

const list = 'META-INF/encryption.xml'

/** How fonts are made unfit for other books; that locks no text. */
const fontMasks = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'])

/** The members of a book that are encrypted, by the rights management of a shop for instance. */
export async function lockedParts(zip: ZipArchive, breather: Breather): Promise<ReadonlySet<string>> {
  const locked = new Set<string>()
  if (!zip.has(list)) return locked
  let algorithm = ''
  const open = (element: string, attributes: Attributes): void => {
    if (locked.size > bounds.members) throw tooManyParts()
    if (element === 'EncryptedData') algorithm = ''
    if (element === 'EncryptionMethod') algorithm = attributes['Algorithm'] ?? ''
    const address = attributes['URI']
    if (element === 'CipherReference' && address !== undefined && !fontMasks.has(algorithm)) locked.add(memberAt('', unescaped(address)))
  }
  await readMarkup({ bytes: zip.read(list), dialect: 'xml' }, { ...deaf, open }, breather)
  return locked
}
