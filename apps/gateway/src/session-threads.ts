import { log } from './log.ts'
import type { Placement, SessionThread, ThreadReport } from './supervision/session-thread.ts'
import type { SupervisionSettings } from './supervision/supervision-settings.ts'
import { findSuspect } from './supervision/find-suspect.ts'
import { Watchdog } from './supervision/watchdog.ts'
import type { SessionEnd, SessionTask } from './thread-messages.ts'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.ts'

export interface SessionThreadsOptions extends Pick<WorkerPoolOptions, 'settings' | 'receive' | 'serveStorage' | 'serveReading'> {
  /** Threads that many sessions share. */
  readonly threads: number
  readonly maxSessions: number
  readonly supervision: SupervisionSettings
  /** Told which session a thread was ended for, or died of, before the sessions on it end. Not told where that is unknown. */
  readonly blame: (session: number) => void
}

/** All session threads: those that sessions share, those that are for one, and the watchdog over both. */
export class SessionThreads {
  readonly #pools: Readonly<Record<Placement, WorkerPool>>
  readonly #watchdog: Watchdog

  constructor({ threads, maxSessions, supervision, blame, ...rest }: SessionThreadsOptions) {
    const { threadHeapMb, dedicatedHeapMb, dedicatedThreads } = supervision
    const dying = (thread: SessionThread, error: unknown): void => {
      const session = findSuspect(thread.pulse, 'died')
      log.error({ err: error, session, ...thread.report() }, 'a session thread dies')
      if (session !== 0) blame(session)
    }
    this.#pools = {
      shared: new WorkerPool({
        ...rest,
        dying,
        placement: 'shared',
        threads: { least: threads, most: threads },
        sessionsPerThread: Math.ceil(maxSessions / threads),
        heapMb: threadHeapMb,
      }),
      dedicated: new WorkerPool({
        ...rest,
        dying,
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

  reports(): readonly ThreadReport[] {
    return [...this.#all()].map((thread) => thread.report())
  }

  /** Ends all threads; sessions that are still open reject. */
  async close(): Promise<void> {
    this.#watchdog.close()
    await Promise.all([this.#pools.shared.close(), this.#pools.dedicated.close()])
  }

  *#all(): Iterable<SessionThread> {
    for (const pool of Object.values(this.#pools)) for (const thread of pool.threads) if (!thread.isEnded) yield thread
  }
}
