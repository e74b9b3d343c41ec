import type { DocumentKind } from '@tutor/protocol'
import { foreignKinds, unsupported } from './foreign-kind.ts'
import { ZipArchive } from './zip-archive.ts'

/**
 * What lies in a zip file, by the names in it.
 *
 * @throws TutorError `document_type_unsupported` or `document_unreadable`
 */
export async function zipKind(bytes: Uint8Array): Promise<DocumentKind> {
  const zip = await ZipArchive.open(bytes)
  if (zip.has('META-INF/container.xml')) return 'epub'
  const folders = new Set(Array.from(zip.names, (name) => name.slice(0, name.indexOf('/') + 1)))
  if (zip.has('[Content_Types].xml')) {
    if (folders.has('word/')) return 'docx'
    if (folders.has('ppt/')) return 'pptx'
    if (folders.has('xl/')) throw unsupported(foreignKinds.sheet)
  }
  if (zip.has('META-INF/manifest.xml') && zip.has('content.xml')) throw unsupported(foreignKinds.openDocument)
  throw unsupported(foreignKinds.archive)
}
