import { outlineDocument } from '@tutor/client'
import type { OutlineEntry } from '@tutor/protocol'
import { useEffect, useState } from 'react'
import type { LearnerConnection } from '../connection/learner-connection.ts'

/** The headings of a document, or why they cannot be had. Nothing until that is known. */
export type Headings = { readonly sections: readonly OutlineEntry[] } | { readonly failure: string }

export function useOutline(learner: Pick<LearnerConnection, 'conversation'>, documentId: string): Headings | undefined {
  const [headings, setHeadings] = useState<Headings>()
  useEffect(() => {
    const leaving = new AbortController()
    learner.conversation
      .then((conversation) => outlineDocument(conversation, documentId, leaving.signal))
      .then((sections) => setHeadings({ sections }))
      .catch((error: Error) => !leaving.signal.aborted && setHeadings({ failure: error.message }))
    return () => leaving.abort()
  }, [learner, documentId])
  return headings
}
