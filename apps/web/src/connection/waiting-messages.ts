import { EventType, type CustomEvents, type RunMessage, type ServerMessage } from '@tutor/protocol'

/** Messages that the server has not taken yet, kept in the browser: a page that comes back sends them again, with the same ids. */
export class WaitingMessages {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #key: string
  #messages: readonly RunMessage[]

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, clientId: string) {
    this.#storage = storage
    this.#key = `tutor.waiting.${clientId}`
    this.#messages = read(storage.getItem(this.#key))
  }

  /** Oldest first. */
  get all(): readonly RunMessage[] {
    return this.#messages
  }

  add(message: RunMessage): void {
    this.#keep([...this.#messages, message])
  }

  /** @returns whether the message was one that waited, and is taken or refused by this */
  settle(message: ServerMessage): boolean {
    const runId = settledBy(message)
    if (runId === undefined || this.#messages.every((each) => each.runId !== runId)) return false
    this.#keep(this.#messages.filter((each) => each.runId !== runId))
    return true
  }

  #keep(messages: readonly RunMessage[]): void {
    this.#messages = messages
    this.#storage.setItem(this.#key, JSON.stringify(messages))
  }
}

function settledBy(message: ServerMessage): string | undefined {
  if (message.type === 'ack') return message.runId
  if (message.type === 'error') return message.ref
  if (message.type !== 'event') return undefined
  const { event } = message
  if (event.type === EventType.RUN_STARTED) return event.runId
  if (event.type !== EventType.CUSTOM || event.name !== 'tutor.run_queued') return undefined
  return (event.value as CustomEvents['tutor.run_queued']).runId
}

function read(text: string | null): readonly RunMessage[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRun) : []
  } catch {
    return []
  }
}

function isRun(value: Partial<RunMessage> | null): value is RunMessage {
  return value?.type === 'run' && typeof value.runId === 'string' && typeof value.message?.id === 'string' && typeof value.message.content === 'string'
}
