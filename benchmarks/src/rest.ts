import { setTimeout as wait } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

const readings = 4

/** Waits until memory moves by less than 0.5 % for so long, ten times as long at most: it is given back late. */
export async function rest(server: Pick<ServerProcess, 'residentBytes'>, seconds: number, signal: AbortSignal): Promise<void> {
  const seen: number[] = []
  for (let reading = 0; reading < 10 * readings; reading++) {
    await wait((seconds * 1000) / readings, undefined, { signal })
    seen.push(server.residentBytes())
    const last = seen.slice(-readings)
    if (last.length === readings && Math.max(...last) - Math.min(...last) < 0.005 * Math.max(...last)) return
  }
}
