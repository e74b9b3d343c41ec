import { ThreadLink, type LinkClosedError } from '@tutor/thread-link'
import { Piscina } from 'piscina'
import type { MessagePort, Worker } from 'node:worker_threads'
import { log } from './log.ts'
import { leastLoaded } from './supervision/least-loaded.ts'
import { Pulse } from './supervision/pulse.ts'
import { SessionThread, type Placement } from './supervision/session-thread.ts'
import { linkDeadlineMs, type SessionEnd, type SessionTask, type ThreadHello, type ThreadSettings, type ToGateway, type ToThread } from './thread-messages.ts'

export type SessionLink = ThreadLink<ToThread, ToGateway>

export interface WorkerPoolOptions {
  readonly placement: Placement
  /** How many threads there are always, and at most. */
  readonly threads: { readonly least: number; readonly most: number }
  readonly sessionsPerThread: number
  /** JavaScript heap of a thread, in MiB. */
  readonly heapMb: number
  readonly settings: ThreadSettings
  /** Takes what a thread sends. */
  readonly receive: (link: SessionLink, channel: number, message: ToGateway) => void
  /** Takes the port on which a thread asks for the store. */
  readonly serveStorage: (port: MessagePort) => void
  /** Takes the port on which a thread asks for documents to be read. */
  readonly serveReading: (port: MessagePort) => void
  /** A thread is dying of an error. Order: told before the tasks on it reject. */
  readonly dying: (thread: SessionThread, error: unknown) => void
  /** A thread is ended since nothing comes from it any more. */
  readonly lost: (thread: SessionThread) => void
}

/** A thread that nobody needs any more is kept for so long, where there are more than there have to be, in ms. */
const idleTimeout = 5_000

/** Session threads of one placement. A session is a task here: it is placed by load, and its promise settles when it ends. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions
  readonly #pool: Piscina
  /** Those that have said hello, by their thread's id. */
  readonly #threads = new Map<number, SessionThread>()
  readonly #known = new WeakSet<Worker>()
  readonly #allLinked = Promise.withResolvers<void>()
  #running = 0
  /** Whether every thread that there is always has been there. */
  #up = false
  #closing = false

  constructor(options: WorkerPoolOptions) {
    const { threads, sessionsPerThread, heapMb, settings } = options
    this.#options = options
    this.#pool = new Piscina({
      filename: new URL('./thread/session.worker.ts', import.meta.url).href,
      workerData: settings,
      minThreads: threads.least,
      maxThreads: threads.most,
      idleTimeout: threads.least === threads.most ? Infinity : idleTimeout,
      concurrentTasksPerWorker: sessionsPerThread,
      loadBalancer: (_task, workers) => leastLoaded(workers, sessionsPerThread, (id) => this.#threads.get(id)),
      // Garbage of sessions that open would otherwise double what they take (docs/decisions/0007).
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: heapMb },
      // With Atomics a thread sleeps in Atomics.wait whenever it has no session, and its link with it.
      atomics: 'disabled',
    })
    this.#pool.on('message', (hello: ThreadHello) => this.#link(hello))
    // A thread that dies without sessions. One that has sessions rejects their tasks instead.
    this.#pool.on('error', (error) => this.#allLinked.reject(error))
    this.#pool.on('workerDestroy', ({ id }: { readonly id: number }) => this.#threads.get(id)?.hasEnded())
    this.#adopt()
    this.#checkUp()
  }

  /** The threads that have said hello and have not ended. */
  get threads(): Iterable<SessionThread> {
    return this.#threads.values()
  }

  get hasRoom(): boolean {
    return this.#running < this.#options.threads.most * this.#options.sessionsPerThread
  }

  /** Resolves when every thread that there is always has its link; rejects when a thread fails before that. */
  ready(): Promise<void> {
    return this.#allLinked.promise
  }

  /** Opens a session on the least busy thread; settles when it ends, and rejects when its thread dies. */
  async run(task: SessionTask): Promise<SessionEnd> {
    this.#running++
    try {
      const ended = this.#pool.run(task) as Promise<SessionEnd>
      this.#adopt()
      return await ended
    } finally {
      this.#running--
    }
  }

  /** Ends all threads; sessions that are still open reject. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { link } of this.#threads.values()) link.close()
    // Not Piscina's close(): with several tasks on a thread it miscounts those that are done and waits in vain.
    await this.#pool.destroy()
  }

  /** Piscina does not tell when it starts a thread, only when one is ready. */
  #adopt(): void {
    for (const worker of this.#pool.threads) {
      if (this.#known.has(worker)) continue
      this.#known.add(worker)
      const id = worker.threadId
      // Order: before Piscina's own listener, which rejects the tasks.
      worker.prependListener('error', (error) => this.#fails(id, error))
      worker.once('exit', () => this.#exited(id))
    }
  }

  #link({ link: port, storage, reading, threadId, pulse }: ThreadHello): void {
    const worker = this.#pool.threads.find((each) => each.threadId === threadId)
    // It has died since.
    if (!worker) return
    const { placement, serveStorage, serveReading, receive } = this.#options
    serveStorage(storage)
    serveReading(reading)
    const handler = {
      receive: (channel: number, message: ToGateway) => receive(link, channel, message),
      closed: (reason: LinkClosedError) => this.#unlink(threadId, reason),
    }
    const link: SessionLink = new ThreadLink(port, handler, { deadlineMs: linkDeadlineMs })
    this.#threads.set(threadId, new SessionThread({ worker, placement, link, pulse: new Pulse(pulse) }))
    this.#checkUp()
  }

  #checkUp(): void {
    if (this.#threads.size < this.#options.threads.least) return
    this.#up = true
    this.#allLinked.resolve()
  }

  #fails(threadId: number, error: unknown): void {
    const thread = this.#threads.get(threadId)
    if (!thread) log.error({ err: error, threadId }, 'a session thread cannot start')
    else if (!thread.isEnded && !this.#closing) this.#options.dying(thread, error)
  }

  #exited(threadId: number): void {
    const thread = this.#threads.get(threadId)
    this.#threads.delete(threadId)
    if (this.#closing) return
    if (!thread) return this.#neverStarted(threadId)
    this.#adopt()
  }

  /** Piscina starts no further threads by itself after that, and another attempt would hardly be better in this process. */
  #neverStarted(threadId: number): void {
    const error = new Error(`The session thread ${threadId} ended before it was up.`)
    if (!this.#up) return this.#allLinked.reject(error)
    log.fatal({ threadId }, 'a session thread ended before it was up')
    // Nobody handles it: it ends the process, and its supervisor starts the next one.
    throw error
  }

  /** A thread without a link is lost: ending it rejects the tasks on it, which is how its sessions learn of it. */
  #unlink(threadId: number, reason: LinkClosedError): void {
    const thread = this.#threads.get(threadId)
    if (this.#closing || !thread || thread.isEnded) return
    log.error({ threadId, reason: reason.message }, 'a session thread is lost')
    this.#options.lost(thread)
    thread.end()
  }
}
