import * as Comlink from 'comlink'
import type { MessagePort } from 'node:worker_threads'

/** Letters in order of sending, two entries each: the channel's number, then the message. */
export type Batch = unknown[]

/** One call over the link: takes the caller's batch, gives back what the called side has to say by then. */
export type Exchange = (batch: Batch) => Promise<Batch>

/**
 * Both halves of a Comlink link on one port: what `answer` does here is what the returned function does there.
 * Calls and replies of both directions share the port, so they arrive in the order in which they were posted.
 */
export function comlinkCall(port: MessagePort, answer: Exchange): Exchange {
  const endpoint = endpointOf(port)
  Comlink.expose(answer, endpoint)
  return Comlink.wrap<Exchange>(endpoint)
}

/** Comlink's own adapter for Node ports has no type declarations for ES modules; this is all that it does for us. */
function endpointOf(port: MessagePort): Comlink.Endpoint {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as []),
    addEventListener: (_type, listener) => port.on('message', (data) => (listener as (event: { data: unknown }) => void)({ data })),
    removeEventListener: () => {},
  }
}
