import * as Comlink from 'comlink'
import type { MessagePort } from 'node:worker_threads'

/** Letters in order of sending, two entries each: the channel's number, then the message. */
export type Batch = unknown[]

/** One call over the link: takes the caller's batch, gives back what the called side says to it at once. */
export type Exchange = (batch: Batch) => Promise<Batch>

/**
 * Both halves of a Comlink link on one port: what `answer` does here is what the returned function does there.
 * Calls and replies of both directions share the port, so they arrive in the order in which they were posted.
 */
export function comlinkCall(port: MessagePort, answer: Exchange): Exchange {
  const listeners: { call?: Listener; reply?: Listener } = {}
  // Given both halves as listeners of one port, each would look through the other's messages as well.
  port.on('message', (data: object) => ('argumentList' in data ? listeners.call : listeners.reply)?.({ data }))
  const half = (name: 'call' | 'reply'): Comlink.Endpoint => ({
    postMessage: (message, transfer) => port.postMessage(message, transfer as []),
    addEventListener: (_type, listener) => (listeners[name] = listener as Listener),
    removeEventListener: () => delete listeners[name],
  })
  Comlink.expose(answer, half('call'))
  return Comlink.wrap<Exchange>(half('reply'))
}

type Listener = (event: { readonly data: unknown }) => void
