import type { Answering } from '../connection/transcript.ts'

const doing: Readonly<Record<string, string>> = {
  doc_search: 'Looking through your documents',
  doc_read: 'Reading in your documents',
}

/** What happens while nothing is said yet. */
export function Progress({ answering: { messageId, tool } }: { readonly answering: Answering }) {
  if (messageId !== undefined) return undefined
  return <p className="progress" aria-hidden="true"><span className="dots" /> {(tool !== undefined && doing[tool]) || 'Thinking'}</p>
}
