import { EventType, type CustomEvents, type RunMessage, type ServerMessage } from '@tutor/protocol'
import type { PageStorage } from '../storage/page-storage.ts'

/** A message that the server has not taken yet. */
export interface WaitingMessage {
  readonly run: RunMessage
  /** When it was typed, in milliseconds since 1970. */
  readonly at: number
  /** Why the server did not take it, in its words: it is not sent again unless the learner says so. */
  readonly refusal?: string
}

/**
 * Messages that the server has not taken yet, kept in the browser: a page that comes back sends them again, with the same ids. Each
 * stands under a key of its own, so that tabs of one learner never overwrite each other's.
 */
export class WaitingMessages {
  readonly #storage: PageStorage
  readonly #prefix: string
  #messages: readonly WaitingMessage[]

  constructor(storage: PageStorage, clientId: string) {
    this.#storage = storage
    this.#prefix = `tutor.waiting.${clientId}.`
    this.#messages = storage
      .keys(this.#prefix)
      .flatMap((key) => read(storage.get(key)) ?? [])
      .toSorted((a, b) => a.at - b.at)
  }

  /** Oldest first. */
  get all(): readonly WaitingMessage[] {
    return this.#messages
  }

  /** @returns whether it is there after a reload, too */
  add(message: WaitingMessage): boolean {
    this.#messages = [...this.#messages, message]
    return this.#storage.set(this.#prefix + message.run.runId, JSON.stringify(message))
  }

  /** Lets go of the message that was taken by this, or marks the one that was refused. */
  settle(message: ServerMessage): void {
    const runId = settledBy(message)
    const waiting = this.#messages.find(({ run }) => run.runId === runId)
    if (!waiting) return
    if (message.type !== 'error') return this.drop(waiting.run.runId)
    const refused = { ...waiting, refusal: message.message }
    this.#messages = this.#messages.map((each) => (each === waiting ? refused : each))
    this.#storage.set(this.#prefix + waiting.run.runId, JSON.stringify(refused))
  }

  drop(runId: string): void {
    this.#messages = this.#messages.filter(({ run }) => run.runId !== runId)
    this.#storage.remove(this.#prefix + runId)
  }

  /**
   * Another tab has changed what is kept.
   *
   * @returns the message that it has added, which this tab sends too: the other may be closed before it could
   */
  hear({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>): WaitingMessage | undefined {
    if (!key?.startsWith(this.#prefix)) return undefined
    const runId = key.slice(this.#prefix.length)
    const others = this.#messages.filter(({ run }) => run.runId !== runId)
    const added = read(newValue ?? undefined)
    this.#messages = added ? [...others, added] : others
    return added
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

function read(text: string | undefined): WaitingMessage | undefined {
  try {
    const stored: unknown = JSON.parse(text ?? 'null')
    return isWaiting(stored as WaitingMessage | null) ? (stored as WaitingMessage) : undefined
  } catch {
    return undefined
  }
}

function isWaiting(value: Partial<WaitingMessage> | null): boolean {
  const run: Partial<RunMessage> | undefined = value?.run
  return typeof value?.at === 'number' && run?.type === 'run' && typeof run.runId === 'string' && typeof run.message?.id === 'string' && typeof run.message.content === 'string'
}
