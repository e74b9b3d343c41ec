import { EventType, limits, TutorError, type AgUiEvent } from '@tutor/protocol'
import type { Ownership, Store } from '@tutor/storage'
import { HistoryAppend, type BlobUse } from './history-append.ts'
import { decodeRecord } from './journal-format.ts'
import { PublishedEvent, type Asker } from './published-event.ts'

/** Whoever owns the history and shows it. */
export interface HistoryReader {
  /** Takes the next events; they may be shown to anybody. */
  deliver(events: readonly PublishedEvent[]): void
  /** The store has failed: nothing that was published and not delivered may be taken for kept. Called once. */
  failed(error: unknown): void
}

export interface PublishOptions {
  readonly blobs?: BlobUse | undefined
  /** Who waits to hear that the event is kept. */
  readonly asker?: Asker | undefined
}

/** One for all: its stack says nothing, and every session that goes to sleep needs it. */
const closed = new TutorError('session_failed')

/** Resolved: what follows on it runs when the present go is over. */
const soon = Promise.resolve()

/** Text that was sent and is not on disk: at most so much of it, for at most so long. */
const checkpoint = { characters: 2048, afterMs: 1000 }

/**
 * The events of one session, as its present owner continues them: numbers them, keeps them, and lets them out when they
 * are kept. Text alone goes out before: at once when everything before it is out, so that an answer can stream.
 *
 * All that is published in one go is one record of the journal: an answer that comes at once costs one append.
 */
export class History {
  readonly #store: Store
  readonly #owner: Ownership
  readonly #reader: HistoryReader
  /** What the store has been given and has not kept yet, an array an append. */
  readonly #underway: (readonly PublishedEvent[])[] = []
  /** What it will be given next. */
  #fresh: PublishedEvent[] = []
  /** `seq` of the last event that was published, that the store has kept, that was delivered. */
  #seq: number
  #kept: number
  #sent: number
  #blobs: BlobUse | undefined
  #flushScheduled = false
  #unsaved = 0
  #checkpoint: NodeJS.Timeout | undefined
  #settling: { readonly seq: number; readonly settled: PromiseWithResolvers<void> }[] = []
  #failure: { readonly error: unknown } | undefined

  constructor(store: Store, owner: Ownership, { seq, reader }: { readonly seq: number; readonly reader: HistoryReader }) {
    this.#store = store
    this.#owner = owner
    this.#reader = reader
    this.#seq = this.#kept = this.#sent = seq
  }

  get epoch(): number {
    return this.#owner.epoch
  }

  /** `seq` of the last event that anybody may have seen. */
  get sent(): number {
    return this.#sent
  }

  /** `seq` of the last event that is on disk. */
  get kept(): number {
    return this.#kept
  }

  get isSettled(): boolean {
    return this.#kept === this.#seq
  }

  /** Numbers an event and sees that it is kept and delivered. */
  publish(event: AgUiEvent, { blobs, asker }: PublishOptions = {}): PublishedEvent {
    const published = new PublishedEvent({ epoch: this.#owner.epoch, seq: ++this.#seq }, event, asker)
    this.#fresh.push(published)
    if (blobs) this.#blobs = { keep: [...(this.#blobs?.keep ?? []), ...blobs.keep], drop: [...(this.#blobs?.drop ?? []), ...blobs.drop] }
    if (event.type === EventType.TEXT_MESSAGE_CONTENT) this.#stream(published, event.delta.length)
    else this.#scheduleFlush()
    return published
  }

  /** Resolves when all that was published so far is kept and delivered. @throws what the store failed with */
  async settled(): Promise<void> {
    if (this.#failure) throw this.#failure.error
    if (this.isSettled) return
    const settled = Promise.withResolvers<void>()
    this.#settling.push({ seq: this.#seq, settled })
    this.#flush()
    return settled.promise
  }

  /**
   * Reads kept events after a `seq`, a page of about `limits.replayBytes`; the last one may be the first after it.
   *
   * @throws TutorError `session_damaged`, `storage_unavailable`
   */
  async read(after: number): Promise<PublishedEvent[]> {
    const records = await this.#store.read(this.#owner.sessionId, after, limits.replayBytes)
    return records.flatMap((record) => decodeRecord(record, this.#owner.sessionId)).filter((event) => event.seq > after)
  }

  /** What was sent after a `seq` and is not kept yet. */
  unkept(after: number): PublishedEvent[] {
    return this.tail.filter((event) => event.seq > after && event.seq <= this.#sent)
  }

  /** What is not kept yet, sent or not. */
  get tail(): readonly PublishedEvent[] {
    return [...this.#underway.flat(), ...this.#fresh]
  }

  /** Lets nothing out any more. Idempotent. */
  close(): void {
    this.#fail(closed, { tell: false })
  }

  #stream(published: PublishedEvent, characters: number): void {
    if (this.#sent === published.seq - 1) {
      this.#sent = published.seq
      this.#reader.deliver([published])
    }
    this.#unsaved += characters
    if (this.#flushScheduled) return
    if (this.#unsaved >= checkpoint.characters) this.#scheduleFlush()
    else this.#checkpoint ??= setTimeout(this.#flush, checkpoint.afterMs)
  }

  #takeBlobs(): BlobUse | undefined {
    const blobs = this.#blobs
    this.#blobs = undefined
    return blobs
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled) return
    this.#flushScheduled = true
    // A microtask; `queueMicrotask` would make an object for its async context beside it.
    void soon.then(this.#flush)
  }

  readonly #flush = (): void => {
    this.#flushScheduled = false
    if (this.#checkpoint) clearTimeout(this.#checkpoint)
    this.#checkpoint = undefined
    this.#unsaved = 0
    if (this.#fresh.length === 0 || this.#failure) return
    const events = this.#fresh
    this.#fresh = []
    this.#underway.push(events)
    this.#store.append(new HistoryAppend(this.#owner, events, this.#takeBlobs())).then(
      () => this.#onKept(),
      (error: unknown) => this.#fail(error, { tell: true }),
    )
  }

  /** Order: appends are kept in the order in which they were made. */
  #onKept(): void {
    if (this.#failure) return
    const kept = this.#underway.shift()!
    const unsent = kept.slice(this.#sent - this.#kept)
    this.#kept += kept.length
    const ready = this.isSettled ? unsent : [...unsent, ...this.#textBehind()]
    if (ready.length > 0) {
      this.#sent = ready.at(-1)!.seq
      this.#reader.deliver(ready)
    }
    while (this.#settling.length > 0 && this.#settling[0]!.seq <= this.#kept) this.#settling.shift()?.settled.resolve()
  }

  /** Text that nothing unkept lies before any more, and that was not sent. */
  #textBehind(): PublishedEvent[] {
    const { tail } = this
    const other = tail.findIndex(({ event }) => event.type !== EventType.TEXT_MESSAGE_CONTENT)
    return tail.slice(0, other < 0 ? tail.length : other).filter(({ seq }) => seq > this.#sent)
  }

  #fail(error: unknown, { tell }: { readonly tell: boolean }): void {
    if (this.#failure) return
    this.#failure = { error }
    clearTimeout(this.#checkpoint)
    for (const { settled } of this.#settling.splice(0)) settled.reject(error)
    if (tell) this.#reader.failed(error)
  }
}
