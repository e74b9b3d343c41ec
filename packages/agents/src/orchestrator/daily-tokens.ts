import { TutorError } from '@tutor/protocol'
import type { LearningLog } from '../tutoring/learner.ts'

/** What it takes to count. */
export interface TokenCounting {
  /** Tokens that language models have read and written on the calendar day (UTC) of `now`. */
  tokensUsed(now: number): number
  readonly log: LearningLog
  /** Milliseconds since 1970. */
  now(): number
}

/** How much of a language model a learner has used on the calendar day (UTC), by the facts of their session. */
export class DailyTokens {
  readonly #counting: TokenCounting
  readonly #limit: number
  #toldOn: number | undefined

  /** @param limit tokens a day; 0 for as many as they like, which are counted all the same */
  constructor(counting: TokenCounting, limit: number) {
    this.#counting = counting
    this.#limit = limit
  }

  /** @throws TutorError `model_budget` */
  assertLeft(): void {
    if (this.#limit > 0 && this.#counting.tokensUsed(this.#counting.now()) >= this.#limit) throw new TutorError('model_budget')
  }

  /** Whether the learner has been told today that nothing is left, from the second time on. */
  isTold({ code }: TutorError): boolean {
    if (code !== 'model_budget') return false
    const today = Math.floor(this.#counting.now() / 86_400_000)
    const told = this.#toldOn === today
    this.#toldOn = today
    return told
  }

  /** @throws TutorError `storage_unavailable` */
  async record(tokens: number): Promise<void> {
    if (tokens > 0) await this.#counting.log.record({ fact: 'model_used', tokens: Math.ceil(tokens) })
  }
}
