import { TutorError } from '@tutor/protocol'
import type { Tutoring } from './tutoring/tutoring.ts'

/** How much of a language model a learner has used on the calendar day (UTC), by the facts of their session. */
export class DailyTokens {
  readonly #tutoring: Pick<Tutoring, 'learner' | 'log' | 'now'>
  readonly #limit: number
  #toldOn: number | undefined

  /** @param limit tokens a day; 0 for as many as they like, which are counted all the same */
  constructor(tutoring: Pick<Tutoring, 'learner' | 'log' | 'now'>, limit: number) {
    this.#tutoring = tutoring
    this.#limit = limit
  }

  /** @throws TutorError `model_budget` */
  assertLeft(): void {
    const { learner, now } = this.#tutoring
    if (this.#limit > 0 && learner.tokensUsed(now()) >= this.#limit) throw new TutorError('model_budget')
  }

  /** Whether the learner has been told today that nothing is left, from the second time on. */
  isTold({ code }: TutorError): boolean {
    if (code !== 'model_budget') return false
    const today = Math.floor(this.#tutoring.now() / 86_400_000)
    const told = this.#toldOn === today
    this.#toldOn = today
    return told
  }

  /** @throws TutorError `storage_unavailable` */
  async record(tokens: number): Promise<void> {
    if (tokens > 0) await this.#tutoring.log.record({ fact: 'model_used', tokens: Math.ceil(tokens) })
  }
}
