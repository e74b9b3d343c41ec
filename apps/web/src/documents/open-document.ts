import type { Citation } from '@tutor/protocol'
import { createContext } from 'react'

/** Where in which document to open the reader. */
export interface DocumentTarget extends Pick<Citation, 'documentId' | 'documentName' | 'start'> {
  /** Stands there and is shown as quoted. */
  readonly quote?: string
}

export const OpenDocument = createContext<(target: DocumentTarget) => void>(() => {})
