/**
 * Where in a document something stands, counted from 1: a PDF has pages, a presentation slides, a book chapters, a word
 * processor's document paragraphs (it has pages only when it is printed), everything else lines.
 */
export type Place =
  | { readonly page: number }
  | { readonly slide: number }
  | { readonly chapter: number }
  | { readonly paragraph: number }
  | { readonly line: number }

export type PlaceUnit = 'page' | 'slide' | 'chapter' | 'paragraph' | 'line'

/** A passage of the learner's material that supports an answer. The server has checked that the quote stands there. */
export interface Citation {
  /** The number that stands in brackets in the answer's text. */
  readonly mark: number
  readonly documentId: string
  readonly documentName: string
  readonly place: Place
  /** Character span of the quote in the document's extracted text, UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
  /** The text at that span, to the letter. */
  readonly quote: string
}

export type DocumentKind = 'pdf' | 'docx' | 'pptx' | 'epub' | 'html' | 'markdown' | 'text'

/** A document of the session as its clients see it. */
export interface DocumentSummary {
  /** SHA-256 of the bytes, in hex. */
  readonly id: string
  readonly name: string
  readonly kind: DocumentKind
  readonly bytes: number
  /** How many pages, slides, chapters, paragraphs or lines. */
  readonly places: number
  /** Milliseconds since 1970. Documents that an earlier version added have none. */
  readonly addedAt?: number
}

/** A part of the text that was read out of a document, with the places in it. Offsets count UTF-16 code units of the whole text. */
export interface DocumentPart {
  readonly documentId: string
  /** Of the part's first character. */
  readonly start: number
  readonly text: string
  /** Of the whole text. */
  readonly length: number
  /** Where the part begins. */
  readonly place: Place
  /** Where the places after that one begin, as far as the part goes; each counts one more. */
  readonly breaks: readonly number[]
}

/** `page 3`, `slide 4`, `line 12`. */
export function describePlace(place: Place): string {
  const [[unit, number]] = Object.entries(place) as [[PlaceUnit, number]]
  return `${unit} ${number}`
}

const unitOfKind: Readonly<Record<DocumentKind, PlaceUnit>> = {
  pdf: 'page',
  docx: 'paragraph',
  pptx: 'slide',
  epub: 'chapter',
  html: 'line',
  markdown: 'line',
  text: 'line',
}

/** `3 pages`, `1 slide`, `12 lines`. */
export function describeLength({ kind, places }: Pick<DocumentSummary, 'kind' | 'places'>): string {
  return `${places} ${unitOfKind[kind]}${places === 1 ? '' : 's'}`
}

/** A place in the material that a search came up with. */
export interface Passage extends Omit<Citation, 'mark'> {
  /** The text around the quote, for a model that wants more of it. */
  readonly context: string
}

/** A heading, or the first words of a page without one, and where it stands. */
export interface Section {
  readonly documentId: string
  readonly documentName: string
  readonly title: string
  readonly place: Place
  /** Where it begins, in UTF-16 code units of the document's text. */
  readonly start: number
}

/** A section, told of a document that is known. */
export type OutlineEntry = Omit<Section, 'documentId' | 'documentName'>

/**
 * What `doc.search` returns: passages that answer the query, or the nearest sections when none does. `score`, 0 to 1, says how
 * well the best passage fits; an answer has more than a half.
 */
export type SearchResult =
  | { readonly verdict: 'found'; readonly score?: number; readonly passages: readonly Passage[] }
  | { readonly verdict: 'not_found'; readonly score?: number; readonly nearest: readonly Section[] }
  | { readonly verdict: 'no_documents' }
