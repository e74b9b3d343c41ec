import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds for which some work kept the thread at most, and from its beginning to its end. */
export async function measureTurns(work: () => Promise<unknown>): Promise<{ longest: number; all: number }> {
  const started = performance.now()
  let last = started
  let longest = 0
  let working = true
  const done = work().finally(() => (working = false))
  do {
    await nextTurn()
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  } while (working)
  await done
  return { longest, all: last - started }
}
