import { setImmediate } from 'node:timers'
import { TutorError } from '@tutor/protocol'
import type { Journal } from './journal.ts'

interface Task {
  readonly work: (journal: Journal) => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  /** Known when the work is done, told when it is committed. */
  result?: unknown
  refusal?: TutorError
}

type QueueState =
  | { readonly kind: 'open'; readonly journal: Journal; readonly readyToWrite: boolean }
  | { readonly kind: 'failed'; readonly epochs: number; readonly retryAt: number; readonly cause: unknown }
  | { readonly kind: 'closed' }

/** After a failure of the disk everything is refused for so long (ms) before the database is opened anew. */
const pauseAfterFailure = 200

/** For so long (ms) do reads go on before what was to be written meanwhile is committed. */
const readsBetweenCommits = 5

/**
 * Group commit: all that is to be written by one turn of the event loop is one transaction. While that goes to the disk,
 * what comes waits for the next, so that groups grow with the load and no timer is needed.
 */
export class CommitQueue {
  readonly #openJournal: (epochs: number) => Journal
  #state: QueueState
  #writes: Task[] = []
  #reads: Task[] = []
  #between: Task[] = []
  #scheduled = false

  /** @param openJournal takes the highest epoch that was handed out before */
  constructor(openJournal: (epochs: number) => Journal) {
    this.#openJournal = openJournal
    this.#state = { kind: 'open', journal: openJournal(0), readyToWrite: false }
  }

  /**
   * Does the work as part of a transaction and gives its result when that is on the disk. A `TutorError` refuses this work
   * alone and must be thrown before anything of it is written; anything else fails the transaction.
   */
  write<T>(work: (journal: Journal) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#writes.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Does the work when all that was to be written before is committed. */
  read<T>(work: (journal: Journal) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#reads.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Does the work outside of a transaction, when all that was to be written before is committed. */
  between<T>(work: (journal: Journal) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#between.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Does what was asked for before, and nothing that is asked for later. @returns the journal, for the caller to close */
  close(): Journal | undefined {
    while (this.#waiting > 0) this.#work()
    const journal = this.#state.kind === 'open' ? this.#state.journal : undefined
    this.#state = { kind: 'closed' }
    return journal
  }

  get #waiting(): number {
    return this.#writes.length + this.#reads.length + this.#between.length
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    this.#scheduled = false
    this.#work()
    if (this.#waiting > 0) this.#schedule()
  }

  #work(): void {
    const writes = this.#writes
    this.#writes = []
    try {
      if (writes.length > 0) this.#commit(writes)
      this.#answerReads()
      this.#workBetween()
    } catch (thrown) {
      this.#fail(thrown)
      const unavailable = new TutorError('storage_unavailable', undefined, { cause: thrown })
      for (const { refusal, reject } of [...writes, ...this.#reads.splice(0), ...this.#between.splice(0)]) reject(refusal ?? unavailable)
    }
  }

  #commit(writes: readonly Task[]): void {
    const journal = this.#journalToWrite()
    journal.begin()
    for (const task of writes) attempt(task, journal)
    journal.commit()
    for (const { result, refusal, resolve, reject } of writes) {
      if (refusal) reject(refusal)
      else resolve(result)
    }
  }

  #answerReads(): void {
    if (this.#reads.length === 0) return
    const journal = this.#journal()
    const deadline = performance.now() + readsBetweenCommits
    let answered = 0
    // One transaction for all: begun and ended by each of its statements, it would cost more than the reading.
    journal.begin()
    do {
      const task = this.#reads[answered]!
      attempt(task, journal)
      if (task.refusal) task.reject(task.refusal)
      else task.resolve(task.result)
      answered++
    } while (answered < this.#reads.length && performance.now() < deadline)
    journal.commit()
    this.#reads.splice(0, answered)
  }

  #workBetween(): void {
    for (let task = this.#between[0]; task; task = this.#between[0]) {
      attempt(task, this.#journal())
      this.#between.shift()
      if (task.refusal) task.reject(task.refusal)
      else task.resolve(task.result)
    }
  }

  #journal(): Journal {
    const state = this.#state
    switch (state.kind) {
      case 'open':
        return state.journal
      case 'failed': {
        if (performance.now() < state.retryAt) throw state.cause
        const journal = this.#openJournal(state.epochs)
        this.#state = { kind: 'open', journal, readyToWrite: false }
        return journal
      }
      case 'closed':
        throw new Error('the store is closed')
    }
  }

  #journalToWrite(): Journal {
    const journal = this.#journal()
    if (this.#state.kind === 'open' && !this.#state.readyToWrite) {
      journal.makeReadyToWrite()
      this.#state = { kind: 'open', journal, readyToWrite: true }
    }
    return journal
  }

  /** What the journal knows in memory may be ahead of the disk, or the disk behind what it said: only a new one can tell. */
  #fail(cause: unknown): void {
    const state = this.#state
    if (state.kind === 'closed' || (state.kind === 'failed' && cause === state.cause)) return
    const retryAt = performance.now() + pauseAfterFailure
    const epochs = state.kind === 'open' ? state.journal.epochs : state.epochs
    if (state.kind === 'open') state.journal.abandon()
    this.#state = { kind: 'failed', epochs, retryAt, cause }
  }
}

function attempt(task: Task, journal: Journal): void {
  try {
    task.result = task.work(journal)
  } catch (thrown) {
    if (!(thrown instanceof TutorError)) throw thrown
    task.refusal = thrown
  }
}
