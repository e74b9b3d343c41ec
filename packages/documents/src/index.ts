export { Library, type DocumentFile } from './library.ts'
