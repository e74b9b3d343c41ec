import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import type { Presence } from '@tutor/session'
import { log } from '../log.ts'

/** The session whose code runs, or that has started what runs. */
const running = new AsyncLocalStorage<Containment>()

/**
 * What keeps the failures of one session from the others of its thread. All that its code starts (promises, timers,
 * immediates, I/O) belongs to it, and so do the errors that nobody catches there.
 *
 * Events of a port that sessions share belong to nobody. A session that waits for one by a promise goes on as itself;
 * a callback would have to be bound.
 */
export class Containment {
  readonly #presence: Presence
  /** Remembers whose code runs in it; several times as fast as entering the storage anew. */
  readonly #inside: AsyncResource
  /** Gone with the session, which a shared timer or socket that the session was the first to need may outlive. */
  #failure: PromiseWithResolvers<never> | undefined = Promise.withResolvers<never>()

  constructor(presence: Presence) {
    this.#presence = presence
    this.#inside = running.run(this, () => new AsyncResource('SESSION'))
    // Whether it fails while somebody waits for it or not.
    this.#failure?.promise.catch(() => {})
  }

  /** Runs code of the session. Never throws: what it throws is a failure of the session. */
  run<Args extends readonly unknown[]>(code: (...args: Args) => void, ...args: Args): void {
    this.#presence.enter()
    try {
      this.#inside.runInAsyncScope(code, undefined, ...args)
    } catch (error) {
      this.fail(error)
    }
    this.#presence.leave()
  }

  /** Starts something that takes the session a while. */
  start<T>(code: () => Promise<T>): Promise<T> {
    return this.#inside.runInAsyncScope(code)
  }

  /** Waits for something that may never come when the session fails. @throws what the session fails with meanwhile */
  orFailure<T>(promise: Promise<T>): Promise<T> {
    return this.#failure ? Promise.race([promise, this.#failure.promise]) : promise
  }

  /** The session has failed. Never throws. */
  fail(error: unknown): void {
    if (this.#failure) this.#failure.reject(error)
    else log.error({ err: error }, 'something that a session had left behind failed')
  }

  /** The session is gone. Idempotent. */
  close(): void {
    this.#failure = undefined
  }
}

/**
 * From now on an error of this thread that nobody catches fails the session it comes from. Where it comes from none, it ends
 * the thread as before.
 */
export function containFailures(): void {
  // Also told of rejections that nobody handles.
  process.on('uncaughtException', (error) => {
    const session = running.getStore()
    if (!session) throw error
    session.fail(error)
  })
}
