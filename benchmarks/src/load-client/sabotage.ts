import { NativeDialogue } from './native-dialogue.ts'
import { Talk } from './talk.ts'
import type { Target } from './target.ts'

/**
 * What is done to the server. `thread`: a learner of its own says `words`, with which the thread that hosts it ends
 * `afterMs` later (`AGENT=faulty`). `process`: SIGKILL.
 */
export type Sabotage =
  | { readonly kind: 'thread'; readonly words: string; readonly afterMs: number }
  | { readonly kind: 'process'; readonly pid: number }

export interface ArmedSabotage extends AsyncDisposable {
  /** @returns when the server fails, at the earliest, as `performance.now()` */
  fire(): number
}

/** Prepares all that takes time. @param clientId of the learner that says the words */
export async function arm(sabotage: Sabotage, target: Target, clientId: string): Promise<ArmedSabotage> {
  if (sabotage.kind === 'process') {
    return {
      fire: () => {
        const now = performance.now()
        process.kill(sabotage.pid, 'SIGKILL')
        return now
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }
  }
  const speech = { kind: 'text', text: sabotage.words } as const
  const ignore = (): void => {}
  const talk = await Talk.open({ target, clientId }, new NativeDialogue(clientId, speech), {
    wrong: ignore,
    back: ignore,
    lost: ignore,
  })
  return {
    fire: () => {
      talk.ask(ignore)
      return performance.now() + sabotage.afterMs
    },
    [Symbol.asyncDispose]: () => talk.close(),
  }
}
