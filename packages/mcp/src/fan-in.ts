import type {
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  RequestId,
  Transport,
} from '@modelcontextprotocol/server'

/** Who asked, and under which id: every client counts its requests from 0. */
interface Caller {
  readonly port: Port
  readonly id: RequestId
}

/**
 * The server's end of several clients' connections, since an SDK `Server` takes one connection only. Gives every
 * request an id of its own and brings the answer back under the client's. In memory: messages are handed over, not
 * copied.
 *
 * Only for clients of the 2026-07-28 era that do not subscribe: to them a server sends nothing but answers.
 */
export class FanIn implements Transport {
  onmessage?: Transport['onmessage']
  onclose?: Transport['onclose']
  onerror?: Transport['onerror']
  readonly #ports = new Set<Port>()
  /** By the server's request id. */
  readonly #callers = new Map<RequestId, Caller>()
  #requests = 0

  /** The client's end of one more connection. */
  open(): Transport {
    const port = new Port((message) => this.#receive(port, message))
    this.#ports.add(port)
    return port
  }

  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    if ('method' in message || message.id === undefined) return
    const caller = this.#callers.get(message.id)
    // Gone when the client cancelled while the answer was on its way.
    if (!caller) return
    this.#callers.delete(message.id)
    caller.port.onmessage?.({ ...message, id: caller.id })
  }

  async close(): Promise<void> {
    this.#callers.clear()
    for (const port of this.#ports) void port.close()
    this.#ports.clear()
    this.onclose?.()
  }

  #receive(port: Port, message: JSONRPCMessage): void {
    if (!('method' in message)) return
    if ('id' in message) this.#ask({ port, id: message.id }, message)
    else if (message.method === 'notifications/cancelled') this.#cancel(port, message)
    else this.onmessage?.(message)
  }

  #ask(caller: Caller, request: JSONRPCRequest): void {
    const id = this.#requests++
    this.#callers.set(id, caller)
    this.onmessage?.({ ...request, id })
  }

  /** Forgets the caller: a cancelled request is not answered. */
  #cancel(port: Port, notification: JSONRPCNotification): void {
    const cancelled = notification.params?.['requestId']
    for (const [requestId, caller] of this.#callers) {
      if (caller.port !== port || caller.id !== cancelled) continue
      this.#callers.delete(requestId)
      this.onmessage?.({ ...notification, params: { ...notification.params, requestId } })
      return
    }
  }
}

/** The client's end of one connection. */
class Port implements Transport {
  onmessage?: Transport['onmessage']
  onclose?: Transport['onclose']
  onerror?: Transport['onerror']
  readonly #deliver: (message: JSONRPCMessage) => void

  constructor(deliver: (message: JSONRPCMessage) => void) {
    this.#deliver = deliver
  }

  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    this.#deliver(message)
  }

  async close(): Promise<void> {
    this.onclose?.()
  }
}
