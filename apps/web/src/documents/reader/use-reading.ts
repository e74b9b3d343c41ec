import { readDocument } from '@tutor/client'
import { limits } from '@tutor/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LearnerConnection } from '../../connection/learner-connection.ts'
import { DocumentWindow } from './document-window.ts'

/** Characters that are read before the place that is looked for, so that its surroundings are there. */
const before = 8_000

export type Direction = 'earlier' | 'later'

export interface Reading {
  /** Nothing until the first part has come. */
  readonly shown: DocumentWindow | undefined
  readonly failure: string | undefined
  /** Reads what comes before or after; nothing where that is being read already. */
  readonly readOn: (direction: Direction) => void
}

/** Reads a document part by part. @param at where to begin; a place outside of what is there begins anew around it */
export function useReading(learner: Pick<LearnerConnection, 'conversation'>, documentId: string, at: number): Reading {
  const [shown, setShown] = useState<DocumentWindow>()
  const [failure, setFailure] = useState<string>()
  /** Of what is being read. */
  const reading = useRef<AbortController>(undefined)
  const read = useCallback(
    async (span: Span, extend: Extend) => {
      const leaving = new AbortController()
      reading.current?.abort()
      reading.current = leaving
      try {
        const part = await readDocument(await learner.conversation, { documentId, ...span }, leaving.signal)
        if (leaving.signal.aborted) return
        setShown((window) => extend(window, part))
        setFailure(undefined)
      } catch (error) {
        if (!leaving.signal.aborted) setFailure(error instanceof Error ? error.message : String(error))
      } finally {
        if (reading.current === leaving) reading.current = undefined
      }
    },
    [learner, documentId],
  )
  const isHere = shown?.holds(at) ?? false
  useEffect(() => {
    if (!isHere) void read({ start: Math.max(0, at - before) }, (_, part) => new DocumentWindow(part))
  }, [read, at, isHere])
  useEffect(() => () => reading.current?.abort(), [])
  const readOn = (direction: Direction): void => {
    if (!shown || reading.current) return
    if (direction === 'later' && shown.end < shown.length) void read({ start: shown.end }, (window, part) => (window ?? shown).withAfter(part))
    const start = Math.max(0, shown.start - limits.readCharacters)
    if (direction === 'earlier' && shown.start > 0) void read({ start, length: shown.start - start }, (window, part) => (window ?? shown).withBefore(part))
  }
  return { shown, failure, readOn }
}

type Span = Omit<Parameters<typeof readDocument>[1], 'documentId'>
type Extend = (window: DocumentWindow | undefined, part: ConstructorParameters<typeof DocumentWindow>[0]) => DocumentWindow
