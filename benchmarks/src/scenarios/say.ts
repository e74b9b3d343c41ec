import { startRun, type TutorConnection } from '@tutor/client'
import { EventType } from '@tutor/protocol'

/** @returns ms from the message to the end of its answer */
export async function say(connection: TutorConnection, content: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const started = performance.now()
  const runId = crypto.randomUUID()
  startRun(connection, { type: 'run', runId, message: { id: `m-${runId}`, content } }, {
    next: (event) => {
      if (event.type === EventType.RUN_ERROR) reject(new Error(`“${content}” failed: ${event.message}`))
    },
    complete: resolve,
    error: reject,
  })
  await promise
  return performance.now() - started
}
