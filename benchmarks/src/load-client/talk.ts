import { Connection, type ConnectionPlan } from './connection.ts'
import type { Dialogue } from './dialogue.ts'
import type { LoadFailure } from './load-failure.ts'

export interface TalkListener {
  /** The server said something that is not the answer. The request counts as answered. */
  wrong(why: string): void
  lost(failure: LoadFailure): void
}

/** A dialogue on a connection of its own, one request at a time. */
export class Talk {
  readonly #dialogue: Dialogue
  readonly #listener: TalkListener
  #connection: Connection | undefined
  #answered: (() => void) | undefined

  /** Opens the connection and waits for the greeting, where the protocol has one. */
  static async open(
    plan: Omit<ConnectionPlan, 'subprotocol'>,
    dialogue: Dialogue,
    listener: TalkListener,
  ): Promise<Talk> {
    const talk = new Talk(dialogue, listener)
    const greeting = dialogue.greeted ? Promise.withResolvers<void>() : undefined
    talk.#answered = greeting?.resolve
    talk.#connection = await Connection.open(
      { ...plan, subprotocol: dialogue.subprotocol },
      {
        message: (payload) => talk.#hear(payload),
        pong: () => talk.#settle(),
        lost: (failure) => listener.lost(failure),
      },
    )
    await greeting?.promise
    return talk
  }

  private constructor(dialogue: Dialogue, listener: TalkListener) {
    this.#dialogue = dialogue
    this.#listener = listener
  }

  get waiting(): boolean {
    return this.#answered !== undefined
  }

  /** Sends the next request. Callers MUST NOT ask before the last request was answered. */
  ask(answered: () => void): void {
    this.#answered = answered
    this.#connection?.send(this.#dialogue.ask())
  }

  /** Asks whether the server is still there. The same rule as for {@link ask}. */
  ping(answered: () => void): void {
    this.#answered = answered
    this.#connection?.send(this.#dialogue.ping())
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  #hear(message: Buffer): void {
    if (this.#answered === undefined) return this.#listener.wrong(`nobody asked for "${message.toString()}"`)
    const verdict = this.#dialogue.hear(message)
    if (verdict.kind === 'incomplete') return
    if (verdict.kind === 'wrong') this.#listener.wrong(verdict.why)
    this.#settle()
  }

  #settle(): void {
    const answered = this.#answered
    this.#answered = undefined
    answered?.()
  }
}
