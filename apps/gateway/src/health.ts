import type { HttpReply } from './listener.ts'
import type { ThreadReport } from './worker-pool.ts'

/** What the health pages look at. */
export interface Vitals {
  isReady(): boolean
  counts(): { readonly sessions: number; readonly asleep: number; readonly connections: number }
  threads(): Promise<readonly ThreadReport[]>
}

/** Answers as long as the main thread does, whatever the session threads do: `heapUsed` is -1 for one that is busy. */
export async function health(vitals: Vitals): Promise<HttpReply> {
  const { rss, heapUsed } = process.memoryUsage()
  return { status: 200, body: { status: 'ok', pid: process.pid, ...vitals.counts(), rss, heapUsed, threads: await vitals.threads() } }
}

export function readiness(vitals: Vitals): HttpReply {
  return vitals.isReady() ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: 'not ready' } }
}
