import { describePlace, type Citation } from '@tutor/protocol'

/** The sources of an answer, with their words. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  return citations.map(({ mark, documentName, place, quote }) => (
    <details key={mark}>
      <summary>[{mark}] {documentName}, {describePlace(place)}</summary>
      <blockquote>{quote}</blockquote>
    </details>
  ))
}
