import type { CircuitBreaker } from './circuit-breaker.ts'
import { modelFailure, type ModelStage } from './model-failure.ts'

/** One call of a model: ends it when the model is silent for too long, and names its failures. */
export class TimedCall {
  /** For the model. Aborts when the caller aborts, when the time is over and when the call is ended. */
  readonly signal: AbortSignal
  /** Set as soon as something of the answer has arrived; it decides what a failure is called. */
  stage: ModelStage = 'opening'
  readonly #timeoutMs: number
  readonly #caller: AbortSignal | undefined
  readonly #breaker: CircuitBreaker
  readonly #stop = new AbortController()
  #failed = false

  /** @throws TutorError `model_unavailable` while the breaker is open */
  constructor(timeoutMs: number, { caller, breaker }: { readonly caller: AbortSignal | undefined; readonly breaker: CircuitBreaker }) {
    breaker.assertClosed()
    this.#breaker = breaker
    this.#timeoutMs = timeoutMs
    this.#caller = caller
    this.signal = caller ? AbortSignal.any([caller, this.#stop.signal]) : this.#stop.signal
  }

  /**
   * Waits for the next thing from the model.
   *
   * @throws TutorError `model_*`, or the reason of the caller's abort
   */
  async wait<T>(work: PromiseLike<T>): Promise<T> {
    const timer = setTimeout(() => this.end(new DOMException('The model is silent.', 'TimeoutError')), this.#timeoutMs)
    try {
      return await this.#unlessAborted(work)
    } catch (thrown) {
      throw this.fail(thrown)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends the call. @returns what the caller gets for it */
  fail(thrown: unknown): unknown {
    this.end(thrown)
    if (this.#caller?.aborted) return this.#caller.reason
    const failure = modelFailure(thrown, this.stage)
    if (!this.#failed) this.#breaker.failed(failure)
    this.#failed = true
    return failure
  }

  succeeded(): void {
    this.#breaker.succeeded()
  }

  /** Ends the request to the model. Nothing happens the second time. */
  end(reason?: unknown): void {
    this.#stop.abort(reason)
  }

  /** Does not rely on the model to honour the signal. */
  #unlessAborted<T>(work: PromiseLike<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const stop = (): void => reject(this.signal.reason)
    if (this.signal.aborted) stop()
    this.signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject)
    return promise.finally(() => this.signal.removeEventListener('abort', stop))
  }
}
