import { ThreadLink, type LinkClosedError } from '@tutor/thread-link'
import { Piscina } from 'piscina'
import type { MessagePort } from 'node:worker_threads'
import { log } from './log.ts'
import { linkDeadlineMs, type SessionEnd, type SessionTask, type ThreadHello, type ThreadSettings, type ToGateway, type ToThread } from './thread-messages.ts'

export type SessionLink = ThreadLink<ToThread, ToGateway>

export interface WorkerPoolOptions {
  readonly threads: number
  readonly maxSessions: number
  readonly settings: ThreadSettings
  /** Takes what a thread sends. */
  readonly receive: (link: SessionLink, channel: number, message: ToGateway) => void
  /** Takes the port on which a thread asks for the store. */
  readonly serveStorage: (port: MessagePort) => void
}

export interface ThreadReport {
  readonly threadId: number
  /** Bytes of JavaScript heap in use, or -1 when the thread did not say. */
  readonly heapUsed: number
}

/** The session threads. A session is a task here: it is placed by load, and its promise settles when it ends. */
export class WorkerPool {
  readonly #pool: Piscina
  readonly #links = new Map<number, SessionLink>()
  readonly #receive: WorkerPoolOptions['receive']
  readonly #serveStorage: WorkerPoolOptions['serveStorage']
  readonly #threads: number
  #closing = false
  readonly #allLinked = Promise.withResolvers<void>()

  constructor({ threads, maxSessions, settings, receive, serveStorage }: WorkerPoolOptions) {
    this.#receive = receive
    this.#serveStorage = serveStorage
    this.#threads = threads
    this.#pool = new Piscina({
      filename: new URL('./thread/session.worker.ts', import.meta.url).href,
      workerData: settings,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: Math.ceil(maxSessions / threads),
      // Garbage of sessions that open would otherwise double what they take (docs/decisions/0007).
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
      // With Atomics a thread sleeps in Atomics.wait whenever it has no session, and its link with it.
      atomics: 'disabled',
    })
    this.#pool.on('message', (hello: ThreadHello) => this.#link(hello))
    // A thread that dies without sessions. One that has sessions rejects their tasks instead.
    this.#pool.on('error', (error) => this.#threadFailed(error))
  }

  /** Resolves when every thread has its link; rejects when a thread fails before that. */
  ready(): Promise<void> {
    return this.#allLinked.promise
  }

  /** Opens a session on the least busy thread; settles when it ends, and rejects when its thread dies. */
  run(task: SessionTask): Promise<SessionEnd> {
    return this.#pool.run(task)
  }

  reports(): Promise<readonly ThreadReport[]> {
    return Promise.all(
      this.#pool.threads.map(async (thread) => ({
        threadId: thread.threadId,
        heapUsed: await thread.getHeapStatistics().then((heap) => heap.used_heap_size, () => -1),
      })),
    )
  }

  /** Ends all threads; sessions that are still open reject. */
  async close(): Promise<void> {
    this.#closing = true
    for (const link of this.#links.values()) link.close()
    // Not Piscina's close(): with several tasks on a thread it miscounts those that are done and waits in vain.
    await this.#pool.destroy()
  }

  #link({ link: port, storage, threadId }: ThreadHello): void {
    this.#serveStorage(storage)
    const handler = {
      receive: (channel: number, message: ToGateway) => this.#receive(link, channel, message),
      closed: (reason: LinkClosedError) => this.#unlink(threadId, reason),
    }
    const link: SessionLink = new ThreadLink(port, handler, { deadlineMs: linkDeadlineMs })
    this.#links.set(threadId, link)
    if (this.#links.size === this.#threads) this.#allLinked.resolve()
  }

  #threadFailed(error: unknown): void {
    log.error({ err: error }, 'a session thread failed')
    this.#allLinked.reject(error)
  }

  /** A thread without a link is lost: ending it rejects the tasks on it, which is how its sessions learn of it. */
  #unlink(threadId: number, reason: LinkClosedError): void {
    if (this.#closing) return
    log.error({ threadId, reason: reason.message }, 'a session thread is lost')
    this.#links.delete(threadId)
    void this.#pool.threads.find((thread) => thread.threadId === threadId)?.terminate()
  }
}
