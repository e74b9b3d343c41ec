import { TutorError } from '@tutor/protocol'

/** What one document, and all of them together, may cost the thread that reads them. */
export const bounds = {
  /** Most pages of a PDF. */
  pages: 2_000,
  /** Most parts of a zip file, such as a Word document, a presentation or a book is, and most entries of a list of them. */
  members: 10_000,
  /** Most bytes that are unpacked of one, in all. */
  inflatedBytes: 128 * 1024 * 1024,
  /** How deep elements of XML and HTML may stand in one another. */
  depth: 1_000,
  /** Most characters of one document's text, about 1,000 printed pages. */
  characters: 2_000_000,
  /** Most characters of all texts in a library. */
  libraryCharacters: 16_000_000,
  /** Most headings an outline shows. */
  sections: 2_000,
  /** Longest title of a section, in characters. */
  titleLength: 120,
} as const

export function tooManyParts(): TutorError {
  return new TutorError('document_too_large', `The document has more than ${bounds.members} parts.`)
}

export function tooMuchText(): TutorError {
  return new TutorError('document_too_large', `The document has more than ${bounds.characters} characters of text.`)
}
