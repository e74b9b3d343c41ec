import { useEffect, useState } from 'react'
import type { Answering, ShownMessage } from '../connection/transcript.ts'

interface AnswerAloudProps {
  readonly messages: readonly ShownMessage[]
  readonly answering: Answering | undefined
}

/** What a screen reader says: an answer when it is whole, not word by word as it comes; nothing of what was there before. */
export function AnswerAloud({ messages, answering }: AnswerAloudProps) {
  const [heard, setHeard] = useState<string>()
  const runId = answering?.runId
  useEffect(() => {
    if (runId !== undefined) setHeard(runId)
  }, [runId])
  const last = messages.at(-1)
  const isWhole = heard !== undefined && runId === undefined && last?.from === 'tutor'
  return <p className="aloud" role="status">{runId === undefined ? isWhole && last.text : 'The tutor is answering.'}</p>
}
