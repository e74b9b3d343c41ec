import { setTimeout as wait } from 'node:timers/promises'
import type { Findings } from '../proof.ts'
import { checkEffects } from './check-effects.ts'
import type { GatewayUnderTest } from './gateway-under-test.ts'
import { Learner, type LearnerPlan } from './learner.ts'
import type { Random } from './random.ts'
import { readHistory } from './read-history.ts'

/** Most questions of one learner that wait for their answers: several, so that some are queued. */
const mostWaiting = 4

export interface CompanyPlan {
  readonly gateway: GatewayUnderTest
  readonly findings: Findings
  readonly random: Random
  readonly size: number
  /** Sets the learners' ids apart from those of all other companies. */
  readonly name: string
  /** Between an answer and the next question; none unless told otherwise. */
  readonly restMs?: number
  readonly listen?: Pick<LearnerPlan, 'hear' | 'forget' | 'announced'>
}

/** Learners who ask and ask, each in a session of its own. */
export class Company {
  readonly learners: readonly Learner[]
  readonly #plan: CompanyPlan
  #asking = false

  constructor(plan: CompanyPlan) {
    const { gateway, findings, size, name, listen } = plan
    this.#plan = plan
    const fault = (what: string): void => findings.isWrong(what)
    this.learners = Array.from(
      { length: size },
      (_, index) => new Learner({ origin: gateway.address, clientId: `${name}-${index}`, fault, ...listen }),
    )
  }

  /** Every learner asks, as soon as it has few enough questions open, until told to stop. */
  startAsking(): void {
    this.#asking = true
    for (const learner of this.learners) {
      for (let lane = this.#plan.random.between(1, mostWaiting); lane > 0; lane--) void this.#keepAsking(learner)
    }
  }

  stopAsking(): void {
    this.#asking = false
  }

  /** Stops asking; every question that was asked has its end. */
  async settled(): Promise<void> {
    this.stopAsking()
    await Promise.all(this.learners.map((learner) => learner.settled()))
  }

  /** Compares what was asked with the histories, and each learner's transcript with its history to the letter. */
  async check({ echo }: { readonly echo: boolean } = { echo: true }): Promise<void> {
    const { gateway, findings } = this.#plan
    for (const learner of this.learners) {
      const history = await readHistory(gateway.address, learner.clientId, (what) => findings.isWrong(what))
      checkEffects(learner.asked, history, { findings, echo })
      const different = learner.transcript.differsFrom(history)
      if (different !== undefined) findings.isWrong(`${learner.clientId} has another event ${different} than the history`)
    }
  }

  [Symbol.dispose](): void {
    this.stopAsking()
    for (const learner of this.learners) learner.close()
  }

  async #keepAsking(learner: Learner): Promise<void> {
    const { random, restMs } = this.#plan
    while (this.#asking) {
      await learner.ask(random.words(random.between(1, 12))).ended
      if (restMs !== undefined) await wait(restMs)
    }
  }
}
