import { refusal } from './accept.ts'
import type { HttpReply } from './listener.ts'
import type { ThreadReport } from './worker-pool.ts'

/** What the health pages look at. */
export interface Vitals {
  isReady(): boolean
  counts(): { readonly sessions: number; readonly connections: number }
  threads(): Promise<readonly ThreadReport[]>
}

const welcome = `Tutor AI is running.

WebSocket  /ws/{client_id}   plain text, or subprotocol tutor.v1
Health     /healthz /readyz
`

/** Answers the gateway's few plain HTTP requests. */
export function answerHttp(vitals: Vitals, path: string): HttpReply | Promise<HttpReply> {
  switch (path) {
    case '/':
      return { status: 200, body: welcome }
    case '/healthz':
      return health(vitals)
    case '/readyz':
      return vitals.isReady() ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: 'not ready' } }
    default:
      return refusal(path.startsWith('/ws/') ? 'upgrade_required' : 'not_found')
  }
}

/** Answers as long as the main thread does, whatever the session threads do: `heapUsed` is -1 for one that is busy. */
async function health(vitals: Vitals): Promise<HttpReply> {
  const { rss, heapUsed } = process.memoryUsage()
  return { status: 200, body: { status: 'ok', ...vitals.counts(), rss, heapUsed, threads: await vitals.threads() } }
}
