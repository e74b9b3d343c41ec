import { useState } from 'react'
import { tabStorage } from '../storage/page-storage.ts'

const key = 'tutor.answer'

interface Draft {
  readonly questionId: string
  readonly text: string
}

/** An answer that is not given yet outlives a reload; there is one, since one question is open. */
export function useDraft(questionId: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => readDraft(questionId))
  const change = (changed: string) => {
    setText(changed)
    tabStorage.set(key, JSON.stringify({ questionId, text: changed } satisfies Draft))
  }
  return [text, change]
}

function readDraft(questionId: string): string {
  const draft = JSON.parse(tabStorage.get(key) ?? 'null') as Draft | null
  return draft?.questionId === questionId ? draft.text : ''
}
