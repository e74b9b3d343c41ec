import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'
import type { ThreadReport } from './supervision/session-thread.ts'

/** What the health pages look at. */
export interface Vitals {
  isReady(): boolean
  counts(): { readonly sessions: number; readonly asleep: number; readonly connections: number }
  threads(): readonly ThreadReport[]
}

export function isHealthPath(path: string): boolean {
  return path === '/healthz' || path === '/readyz'
}

/**
 * Answers as long as the main thread does, whatever the session threads do: of one that is busy it tells what was known last.
 * A stranger learns that it does, and no more.
 */
export async function health(vitals: Vitals, authority: Authority, request: PlainRequest): Promise<HttpReply> {
  const { known } = await authority.identify(request)
  if (!known) return { status: 200, body: { status: 'ok' } }
  const { rss, heapUsed } = process.memoryUsage()
  return { status: 200, body: { status: 'ok', pid: process.pid, ...vitals.counts(), rss, heapUsed, threads: vitals.threads() } }
}

export function readiness(vitals: Vitals): HttpReply {
  return vitals.isReady() ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: 'not ready' } }
}
