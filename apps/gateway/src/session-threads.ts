import type { ThreadFault } from '@tutor/protocol'
import type { FaultBook } from './admin/fault-book.ts'
import { log } from './log.ts'
import type { Placement, SessionThread, ThreadReport } from './supervision/session-thread.ts'
import type { SupervisionSettings } from './supervision/supervision-settings.ts'
import { findSuspect } from './supervision/find-suspect.ts'
import { Watchdog } from './supervision/watchdog.ts'
import type { SessionEnd, SessionTask } from './thread-messages.ts'
import { WorkerPool, type SessionLink, type WorkerPoolOptions } from './worker-pool.ts'

export interface SessionThreadsOptions extends Pick<WorkerPoolOptions, 'settings' | 'receive' | 'serveStorage' | 'serveReading'> {
  /** Threads that many sessions share. */
  readonly threads: number
  readonly maxSessions: number
  readonly supervision: SupervisionSettings
  /** Told which session a thread was ended for, or died of, before the sessions on it end. Not told where that is unknown. */
  readonly blame: (session: number) => void
  readonly faults: FaultBook
}

/** All session threads: those that sessions share, those that are for one, and the watchdog over both. */
export class SessionThreads {
  readonly #pools: Readonly<Record<Placement, WorkerPool>>
  readonly #watchdog: Watchdog
  readonly #faults: FaultBook
  /** By id. */
  readonly #lost = new Set<number>()

  constructor({ threads, maxSessions, supervision, blame, faults, ...rest }: SessionThreadsOptions) {
    this.#faults = faults
    const { threadHeapMb, dedicatedHeapMb, dedicatedThreads } = supervision
    const dying = (thread: SessionThread, error: unknown): void => {
      const session = findSuspect(thread.pulse, 'died')
      log.error({ err: error, session, ...thread.report() }, 'a session thread dies')
      this.#record(thread, 'died')
      if (session !== 0) blame(session)
    }
    const of = { ...rest, dying, lost: (thread: SessionThread): void => this.#record(thread, 'lost') }
    this.#pools = {
      shared: new WorkerPool({
        ...of,
        placement: 'shared',
        threads: { least: threads, most: threads },
        sessionsPerThread: Math.ceil(maxSessions / threads),
        heapMb: threadHeapMb,
      }),
      dedicated: new WorkerPool({
        ...of,
        placement: 'dedicated',
        threads: { least: 0, most: dedicatedThreads },
        sessionsPerThread: 1,
        heapMb: dedicatedHeapMb,
      }),
    }
    this.#watchdog = new Watchdog({
      settings: supervision,
      threads: () => this.#all(),
      condemn: (thread, fault) => {
        const session = findSuspect(thread.pulse, fault)
        log.error({ fault, session, ...thread.report() }, 'a session thread is ended')
        this.#record(thread, fault)
        if (session !== 0) blame(session)
        thread.end()
      },
    })
  }

  ready(): Promise<void> {
    return this.#pools.shared.ready()
  }

  /** Opens a session; settles when it ends, and rejects when its thread dies. */
  async run(task: SessionTask, placement: Placement): Promise<SessionEnd> {
    const pool = this.#pools[placement]
    // Nobody queues for a thread of its own: who fails there in a row would hold up those behind it.
    return pool.hasRoom ? pool.run(task) : { status: 'failed', code: 'server_overloaded' }
  }

  /** Threads that have ended without having been told to by {@link close}. */
  get lost(): number {
    return this.#lost.size
  }

  /** Ends a thread; its sessions go on elsewhere. @returns whether there is such a thread */
  end(threadId: number): boolean {
    const thread = [...this.#all()].find(({ id }) => id === threadId)
    if (!thread) return false
    this.#lost.add(threadId)
    thread.end()
    return true
  }

  /** The thread at the other end. */
  idOf(link: SessionLink | undefined): number | undefined {
    return link && [...this.#all()].find((thread) => thread.link === link)?.id
  }

  /** The sessions that have a turn under way, by number. */
  answering(): ReadonlySet<number> {
    return new Set([...this.#all()].flatMap(({ pulse }) => pulse.turns))
  }

  reports(): readonly ThreadReport[] {
    return [...this.#all()].map((thread) => thread.report())
  }

  /** Ends all threads; sessions that are still open reject. */
  async close(): Promise<void> {
    this.#watchdog.close()
    await Promise.all([this.#pools.shared.close(), this.#pools.dedicated.close()])
  }

  #record({ id }: SessionThread, code: ThreadFault): void {
    this.#lost.add(id)
    this.#faults.record({ kind: 'thread', code, threadId: id })
  }

  *#all(): Iterable<SessionThread> {
    for (const pool of Object.values(this.#pools)) for (const thread of pool.threads) if (!thread.isEnded) yield thread
  }
}
