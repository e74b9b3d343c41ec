import type { MarkedPassage } from './marked-result.ts'

const maxQuotes = 3
const maxQuoteLength = 400

const confession = 'I am not a language model'

/** An answer in the words of the passages. Says once in a conversation who is speaking. */
export function quotingAnswer(passages: readonly MarkedPassage[], earlierAnswers: string): string {
  const introduction = earlierAnswers.includes(confession)
    ? 'Your notes say, in their own words:'
    : `Let us see what your notes say. ${confession}, so these are their own words:`
  const quotes = passages.slice(0, maxQuotes).map((passage) => `“${shownQuote(passage)}” [${passage.mark}]`)
  return [introduction, ...quotes].join('\n\n')
}

/** The quote on one line, at most {@link maxQuoteLength} characters of it. */
export function shownQuote({ quote }: MarkedPassage): string {
  // A number in brackets in the document itself would be taken for a citation.
  const line = quote
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\[(\d+)\]/g, '($1)')
  if (line.length <= maxQuoteLength) return line
  const space = line.lastIndexOf(' ', maxQuoteLength)
  // Not every language puts spaces between its words; a cut through a surrogate pair leaves no half of it.
  const cut = line.slice(0, space > maxQuoteLength / 2 ? space : maxQuoteLength).replace(/\p{Cs}$/u, '')
  return `${cut} …`
}
