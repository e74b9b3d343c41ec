import { ConnectionError } from './connection-error.ts'

interface Ping {
  readonly sentAt: number
  readonly answer: PromiseWithResolvers<number>
}

/**
 * Pings that are under way, oldest first. A pong carries no id, so a ping that timed out stays in its place until its
 * pong comes: otherwise a late pong would answer the ping after it.
 */
export class PingQueue {
  readonly #pings: Ping[] = []

  /** @returns the round trip in milliseconds */
  async wait(deadlineMs: number): Promise<number> {
    const ping = { sentAt: performance.now(), answer: Promise.withResolvers<number>() }
    this.#pings.push(ping)
    const late = () =>
      ping.answer.reject(new ConnectionError('ping_timeout', `The server was silent for ${deadlineMs} ms.`))
    const deadline = setTimeout(late, deadlineMs)
    try {
      return await ping.answer.promise
    } finally {
      clearTimeout(deadline)
    }
  }

  answer(): void {
    const ping = this.#pings.shift()
    ping?.answer.resolve(performance.now() - ping.sentAt)
  }

  fail(reason: ConnectionError): void {
    for (const ping of this.#pings.splice(0)) ping.answer.reject(reason)
  }
}
