import { describePlace, type Citation } from '@tutor/protocol'
import { use } from 'react'
import { OpenDocument } from './open-document.ts'

/** The sources of an answer. Each opens its document at the place that is quoted. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  const open = use(OpenDocument)
  if (citations.length === 0) return undefined
  return (
    <ol className="citations" aria-label="Sources">
      {citations.map((citation) => (
        <li key={citation.mark}>
          <button onClick={() => open(citation)} aria-description="Opens the document at this place">
            <span className="source">[{citation.mark}] {citation.documentName}, {describePlace(citation.place)}</span>
            <span className="quote">{citation.quote}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** The answer without the list of sources below it, which is for clients that only show text. */
export function withoutSources(text: string, citations: readonly Citation[]): string {
  const at = citations.length === 0 ? -1 : text.lastIndexOf('\n\nSources:\n[')
  return at < 0 ? text : text.slice(0, at)
}
