import { setTimeout as wait } from 'node:timers/promises'
import { residentBytes } from '../process-usage.ts'

const lookMs = 10

/** How far the resident memory of a process grows while something is done to it, in megabytes. */
export async function growthDuring<T>(pid: number, deed: Promise<T>): Promise<readonly [result: T, growthMb: number]> {
  const before = residentBytes(pid)
  let peak = before
  let isOver = false
  const done = deed.finally(() => (isOver = true))
  // Whoever failed says so to the one who waits for it, below.
  done.catch(() => {})
  while (!isOver) {
    peak = Math.max(peak, residentBytes(pid))
    await wait(lookMs)
  }
  return [await done, Math.round((peak - before) / 1024 / 1024)]
}
