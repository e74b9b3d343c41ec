import { encodeServerMessage } from '@tutor/protocol'
import type { Connection, Patience } from './connection.ts'

/** The connections that can be reached, by the number that is their channel on a thread's link. */
export class ConnectionTable {
  readonly #byNumber = new Map<number, Connection>()
  #lastNumber = 0
  #second = 0

  /** A clock that costs nothing to read, in seconds: it goes on whenever silence is checked. */
  get second(): number {
    return this.#second
  }

  get size(): number {
    return this.#byNumber.size
  }

  /** Never the same twice, and never 0. */
  nextNumber(): number {
    return ++this.#lastNumber
  }

  add(connection: Connection): void {
    this.#byNumber.set(connection.number, connection)
  }

  remove(connection: Connection): void {
    this.#byNumber.delete(connection.number)
  }

  /** Tells every client that knows what it means that the server stops. */
  announceStop(graceMs: number): void {
    const frame = encodeServerMessage({ type: 'stopping', graceMs })
    for (const connection of this.#byNumber.values()) connection.announce(frame)
  }

  /** Gives what its session says to a connection's client; one that is gone needs it no more. */
  deliver(number: number, letters: string | readonly string[]): void {
    this.#byNumber.get(number)?.deliver(letters)
  }

  /** Lets go of connections that are silent for too long. To be called once a second. */
  checkSilence(patience: Patience): void {
    this.#second++
    for (const connection of this.#byNumber.values()) connection.checkSilence(patience)
  }
}
