import type { DocumentSummary } from '@tutor/protocol'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { LearnerConnection } from '../connection/learner-connection.ts'
import { DropTarget } from './drop-target.tsx'
import type { Dropped } from './dropped-files.ts'
import { OpenDocument, type DocumentTarget } from './open-document.ts'

const Reader = lazy(async () => {
  const [reader] = await Promise.all([import('./reader/reader.tsx'), import('./reader/reader.css')])
  return reader
})

interface DocumentDeskProps {
  readonly learner: LearnerConnection
  readonly documents: readonly DocumentSummary[]
  /** Takes what is dropped anywhere on the page. */
  readonly take: (dropped: Dropped) => void
  readonly children: ReactNode
}

/** Whatever is in it can open a document, and files may be dropped on it. */
export function DocumentDesk({ learner, documents, take, children }: DocumentDeskProps) {
  const [target, setTarget] = useState<DocumentTarget>()
  return (
    <OpenDocument value={setTarget}>
      {children}
      {target && <Suspense><Reader target={target} document={documents.find(({ id }) => id === target.documentId)} learner={learner} close={() => setTarget(undefined)} /></Suspense>}
      <DropTarget take={take} />
    </OpenDocument>
  )
}
