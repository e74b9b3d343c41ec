import { decodeServerMessage, encodeClientMessage, errorTable, TutorError, type ClientMessage, type ErrorCode, type ServerMessage } from '@tutor/protocol'
import type { Identity } from './identity/identity.ts'
import type { Socket, SocketHandler } from './listener.ts'

/** Makes a native connection of the client, to be `opened` with the socket that stands for it. @throws TutorError when there is no room */
export type Connect = (client: { readonly clientId: string; readonly identity: Identity }) => ErrandConnection

export interface ErrandConnection extends SocketHandler {
  /** Whether the session is behind, and more of what is sent to it had better wait. */
  readonly isCongested: boolean
}

/** One thing that a session is asked for over HTTP. */
export interface Errand<T> {
  /** Of what is asked, unlike any other in the session, whose connections may all be told what becomes of it. */
  readonly id: string
  /** The session is there: asks it. `signal` aborts when nobody waits for it any more. MUST NOT throw */
  ask(connection: ErrandConnection, signal: AbortSignal): void
  /** @returns what came of it, or `undefined` where the message does not tell */
  read(message: ServerMessage): T | undefined
  /** @returns what came of it, where that the connection was closed for this reason tells */
  closed?(reason: ErrorCode): T | undefined
}

/** An errand that is one message to the session. @param hear see {@link Errand} */
export function errandOf<T>(message: ClientMessage & { readonly requestId: string }, hear: Pick<Errand<T>, 'read' | 'closed'>): Errand<T> {
  const frame = encodeClientMessage(message)
  return { ...hear, id: message.requestId, ask: (connection) => connection.text(new TextEncoder().encode(frame).buffer) }
}

/** Asks as a native client does, and leaves. Rejects when `gone` aborts. @throws TutorError why nothing came of it */
export async function runErrand<T>(errand: Errand<T>, connection: ErrandConnection, gone: AbortSignal): Promise<T> {
  const left = new AbortController()
  const signal = AbortSignal.any([gone, left.signal])
  try {
    return await new Promise((resolve, reject) => {
      gone.addEventListener('abort', () => reject(gone.reason))
      const ask = (): void => errand.ask(connection, signal)
      connection.opened(new ErrandSocket(errand, { ask, alive: () => connection.signalled(0), resolve, reject }))
    })
  } finally {
    left.abort()
    connection.closed()
  }
}

interface Progress<T> {
  ask(): void
  /** Its client waits for an answer and says nothing. */
  alive(): void
  resolve(outcome: T): void
  reject(error: TutorError): void
}

/** The socket of a client that only wants to know what becomes of its errand. */
class ErrandSocket<T> implements Socket {
  readonly #errand: Errand<T>
  readonly #progress: Progress<T>
  #asked = false

  constructor(errand: Errand<T>, progress: Progress<T>) {
    this.#errand = errand
    this.#progress = progress
  }

  send(frame: string): number {
    this.#read(decodeServerMessage(frame))
    return 1
  }

  getBufferedAmount(): number {
    return 0
  }

  cork(write: () => void): void {
    write()
  }

  ping(): void {
    this.#progress.alive()
  }

  close(): void {
    this.end(0, 'session_failed')
  }

  end(_code: number, reason: string): void {
    const code = reason in errorTable ? (reason as ErrorCode) : 'session_failed'
    const outcome = this.#asked ? this.#errand.closed?.(code) : undefined
    if (outcome === undefined) this.#progress.reject(new TutorError(code))
    else this.#progress.resolve(outcome)
  }

  #read(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        if (!this.#asked) this.#progress.ask()
        this.#asked = true
        return
      case 'recovering':
        // Not asked again: it may be what its thread died of.
        if (this.#asked) this.#progress.reject(new TutorError('session_failed'))
        return
      case 'error':
        if (message.ref === undefined || message.ref === this.#errand.id) this.#progress.reject(new TutorError(message.code, message.message, message))
        return
      default: {
        const outcome = this.#errand.read(message)
        if (outcome !== undefined) this.#progress.resolve(outcome)
      }
    }
  }
}
