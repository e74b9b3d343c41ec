import { setTimeout as wait } from 'node:timers/promises'
import { residentBytes } from '../process-usage.ts'

const lookMs = 10

/** The most memory that a process had resident until the signal, in bytes. */
export async function watchPeak(pid: number, signal: AbortSignal): Promise<number> {
  let peak = 0
  while (!signal.aborted) {
    peak = Math.max(peak, residentBytes(pid))
    await wait(lookMs)
  }
  return peak
}
