import type { EventEnvelope, ServerMessage } from '@tutor/protocol'
import type { ConnectionState, ConversationListener } from '../src/index.ts'

type StateOf<Kind extends ConnectionState['kind']> = Extract<ConnectionState, { kind: Kind }>

/** Keeps what a listener is told. */
export class Recorder implements ConversationListener {
  readonly received: ServerMessage[] = []
  readonly states: ConnectionState[] = []
  readonly ends: Error[] = []
  readonly ended = Promise.withResolvers<Error>()
  readonly #waiting = new Set<() => void>()

  receive(message: ServerMessage): void {
    this.received.push(message)
    this.#check()
  }

  onState(state: ConnectionState): void {
    this.states.push(state)
    this.#check()
  }

  end(reason: Error): void {
    this.ends.push(reason)
    this.ended.resolve(reason)
  }

  get events(): EventEnvelope[] {
    return this.received.filter((message) => message.type === 'event')
  }

  /** Resolves once it was told something that makes this true. */
  async until(condition: () => boolean): Promise<void> {
    const met = Promise.withResolvers<void>()
    const check = () => condition() && met.resolve()
    this.#waiting.add(check)
    check()
    await met.promise
    this.#waiting.delete(check)
  }

  /** Resolves when the connection is in this state for the n-th time. */
  async reaches<Kind extends ConnectionState['kind']>(kind: Kind, times = 1): Promise<StateOf<Kind>> {
    const reached = () => this.states.filter((state) => state.kind === kind)
    await this.until(() => reached().length >= times)
    return reached()[times - 1] as StateOf<Kind>
  }

  #check(): void {
    for (const check of this.#waiting) check()
  }
}
