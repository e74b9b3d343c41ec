import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** PDFs that arrive one after the other, each another one. */
export interface ArrivalsPlan {
  /** Of a gateway, where each is for another learner. Without it they are read where they are, which is the control. */
  readonly address: string | undefined
  readonly count: number
  readonly pages: number
}

const entry = fileURLToPath(new URL('arrivals.process.ts', import.meta.url))

export interface Arrivals extends Disposable {
  /** Has them arrive. @returns ms from the first byte of each to the answer to a question about it */
  begin(): Promise<readonly number[]>
}

/**
 * Makes the PDFs in a process of its own, which also sends them: who times others beside them does nothing else.
 *
 * @param signal ends the process, as disposing does
 */
export async function prepareArrivals(plan: ArrivalsPlan, signal: AbortSignal): Promise<Arrivals> {
  const child = fork(entry, [JSON.stringify(plan)], { signal })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The process that sends the PDFs ended.')
  })
  // It is also told when nobody waits for the process any more.
  ended.catch(() => {})
  const hear = async (): Promise<unknown> => (await Promise.race([once(child, 'message') as Promise<unknown[]>, ended]))[0]
  await hear()
  return {
    async begin() {
      child.send('begin')
      return (await hear()) as readonly number[]
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}
