import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Milliseconds for which some work kept the thread at most, and from its beginning to its end. By the thread's own CPU
 * time: on a busy machine any turn can take long.
 */
export async function measureTurns(work: () => Promise<unknown>): Promise<{ longest: number; all: number }> {
  const started = cpuMs()
  let last = started
  let longest = 0
  let working = true
  const done = work().finally(() => (working = false))
  do {
    await nextTurn()
    const now = cpuMs()
    longest = Math.max(longest, now - last)
    last = now
  } while (working)
  await done
  return { longest, all: last - started }
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
