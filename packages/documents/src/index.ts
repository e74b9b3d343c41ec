export type { AddedDocument, DocumentBlob, KeptDocument } from './kept-document.ts'
export { Library, type DocumentFile, type LibraryOptions } from './library.ts'
export type { Vault } from './vault.ts'
