import { Connection, type ConnectionPlan } from './connection.ts'
import type { Dialogue } from './dialogue.ts'
import type { LoadFailure } from './load-failure.ts'

export interface TalkListener {
  /** The server said something that is not the answer. The request counts as answered. */
  wrong(why: string): void
  /** The session greets once more, having been away. */
  back(talk: Talk): void
  lost(failure: LoadFailure, talk: Talk): void
}

interface Request {
  /** The first sign of the answer is there. */
  readonly begun: (() => void) | undefined
  readonly answered: () => void
}

/** A dialogue on a connection of its own, one request at a time. */
export class Talk {
  readonly #plan: Omit<ConnectionPlan, 'subprotocol'>
  readonly #dialogue: Dialogue
  readonly #listener: TalkListener
  #connection: Connection | undefined
  #request: Request | undefined
  #begun = false

  /** Opens the connection and waits for the greeting, where the protocol has one. */
  static async open(
    plan: Omit<ConnectionPlan, 'subprotocol'>,
    dialogue: Dialogue,
    listener: TalkListener,
  ): Promise<Talk> {
    const talk = new Talk(plan, dialogue, listener)
    const greeting = Promise.withResolvers<void>()
    if (dialogue.greeted) talk.#request = { begun: undefined, answered: greeting.resolve }
    else greeting.resolve()
    await talk.reopen()
    await greeting.promise
    return talk
  }

  private constructor(plan: Omit<ConnectionPlan, 'subprotocol'>, dialogue: Dialogue, listener: TalkListener) {
    this.#plan = plan
    this.#dialogue = dialogue
    this.#listener = listener
  }

  get waiting(): boolean {
    return this.#request !== undefined
  }

  /** Goes on with a new connection where the last one was lost; the greeting is told as `back`. */
  async reopen(): Promise<void> {
    const { subprotocol } = this.#dialogue
    await Connection.open(
      { ...this.#plan, subprotocol },
      {
        opened: (connection) => (this.#connection = connection),
        message: (payload) => this.#hear(payload),
        pong: () => this.#settle(),
        lost: (failure) => this.#listener.lost(failure, this),
      },
    )
  }

  /** Sends the next request. Callers MUST NOT ask before the last request was answered. */
  ask(answered: () => void, begun?: () => void): void {
    this.#request = { begun, answered }
    this.#connection?.send(this.#dialogue.ask())
  }

  /** Asks whether the server is still there. The same rule as for {@link ask}. */
  ping(answered: () => void): void {
    this.#request = { begun: undefined, answered }
    this.#connection?.send(this.#dialogue.ping())
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  #hear(message: Buffer): void {
    const verdict = this.#dialogue.hear(message)
    switch (verdict.kind) {
      case 'incomplete':
        return this.#begin()
      case 'right':
        if (!this.waiting) this.#listener.wrong(`nobody asked for "${message.toString()}"`)
        return this.#settle()
      case 'wrong':
        this.#listener.wrong(verdict.why)
        return this.#settle()
      case 'reply':
        return this.#connection?.send(verdict.frame)
      case 'back':
        this.#connection?.send(verdict.frame)
        return this.#listener.back(this)
    }
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    this.#request?.begun?.()
  }

  #settle(): void {
    this.#begin()
    this.#begun = false
    const request = this.#request
    this.#request = undefined
    request?.answered()
  }
}
