import { describePlace, type Citation, type Section } from '@tutor/protocol'

/** The answer to any question while the learner has no documents. */
export const noMaterialText =
  'I have no material from you yet, so I cannot answer. Add a document first (PDF, Word, PowerPoint, EPUB, HTML, Markdown or text), or a note with /note. Without one, /start begins a course.'

/** The answer to a question that the learner's documents do not answer. */
export function notInMaterialText(nearest: readonly Section[]): string {
  if (nearest.length === 0) return 'That is not in your material.'
  const places = nearest.map((section) => `- ${section.title} (${section.documentName}, ${describePlace(section.place)})`)
  return `That is not in your material. The nearest places are:\n${places.join('\n')}`
}

/** What stands below an answer for clients that only show text. */
export function sourcesText(citations: readonly Citation[]): string {
  const lines = citations.map((each) => `[${each.mark}] ${each.documentName}, ${describePlace(each.place)}: “${onOneLine(each.quote)}”`)
  return `\n\nSources:\n${lines.join('\n')}`
}

/** Most characters of a quote in the list of sources; the citation that is told beside the text has all of it. */
const longestQuote = 240

/** A quote keeps the line breaks of its document; shown to a reader it need not. */
function onOneLine(quote: string): string {
  const line = quote.replace(/\s+/g, ' ')
  return line.length > longestQuote ? `${line.slice(0, longestQuote).trimEnd()}…` : line
}
