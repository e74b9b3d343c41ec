import type { Clock } from './clock.ts'
import { ConnectionError } from './connection-error.ts'

interface TicketOptions {
  readonly clock: Clock
  /** How long it may take, in milliseconds. */
  readonly deadlineMs: number
  /** For the error: of what the ticket is. */
  readonly url: string
}

/** @throws ConnectionError `connect_failed` with the supplier's error as its cause, also where it takes too long */
export async function awaitTicket(supply: () => Promise<string>, { clock, deadlineMs, url }: TicketOptions): Promise<string> {
  const late = Promise.withResolvers<never>()
  const cancelDeadline = clock.after(deadlineMs, () => late.reject(new Error('It took too long.')))
  try {
    return await Promise.race([supply(), late.promise])
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new ConnectionError('connect_failed', `Cannot connect to ${url}: there is no ticket. ${detail}`, { cause })
  } finally {
    cancelDeadline()
  }
}
