import { randomUUID } from 'node:crypto'
import { TutorConnection } from '@tutor/client'
import { EventType, type ServerMessage } from '@tutor/protocol'
import { WebSocket } from 'ws'
import type { Asked } from './learner.ts'
import { Transcript } from './transcript.ts'
import { within } from './within.ts'

export interface ProductLearnerPlan {
  readonly origin: string
  readonly clientId: string
  readonly fault: (what: string) => void
  /** Longest wait before the first attempt to connect again, in ms, which grows then as it does in the product; without it, a short one. */
  readonly firstMs?: number
}

/** A learner whose client is the project's own, `TutorConnection`, on sockets that can be torn. */
export class ProductLearner {
  readonly transcript: Transcript
  readonly asked: Asked[] = []
  readonly #connection: TutorConnection
  readonly #tear: () => void
  readonly #ends = new Map<string, () => void>()

  static async open(plan: ProductLearnerPlan): Promise<ProductLearner> {
    const sockets: WebSocket[] = []
    class TornSocket extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol)
        sockets.push(this)
      }
    }
    const url = `${plan.origin}/ws/${plan.clientId}`
    const from = { epoch: 0, seq: 0 }
    const backoff = plan.firstMs === undefined ? { firstMs: 20, longestMs: 100 } : { firstMs: plan.firstMs }
    const options = { from, WebSocket: TornSocket, backoff }
    const connection = await TutorConnection.open(url, options)
    return new ProductLearner(connection, () => sockets.at(-1)?.terminate(), plan)
  }

  private constructor(connection: TutorConnection, tear: () => void, { fault, clientId }: ProductLearnerPlan) {
    this.#connection = connection
    this.#tear = tear
    this.transcript = new Transcript((what) => fault(`${clientId}: ${what}`))
    connection.listen({
      receive: (message) => this.#receive(message),
      end: (reason) => {
        if (this.#ends.size > 0) fault(`${clientId}: its client gave up: ${reason.message}`)
      },
    })
  }

  ask(content: string): Asked {
    const message = { type: 'run', runId: randomUUID(), message: { id: randomUUID(), content } } as const
    const ended = Promise.withResolvers<void>()
    const asked = { message, acknowledged: false, ended: ended.promise }
    this.asked.push(asked)
    this.#ends.set(message.runId, ended.resolve)
    this.#connection.send(message)
    return asked
  }

  /** Tears the socket; the client is on its own then. */
  cut(): void {
    this.#tear()
  }

  async settled(): Promise<void> {
    const all = Promise.all(this.asked.map(({ ended }) => ended))
    await within(all, () => `the product's client waits for ${this.#ends.size} answers`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ends.clear()
    await this.#connection.close()
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'resync') this.transcript.rewind(message.seq)
    if (message.type !== 'event') return
    this.transcript.add({ ...message, frame: JSON.stringify(message), at: performance.now() })
    if (message.event.type !== EventType.RUN_FINISHED) return
    const { runId } = message.event
    this.#ends.get(runId)?.()
    this.#ends.delete(runId)
  }
}
