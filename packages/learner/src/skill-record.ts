import type { Evidence, Review, SkillMastery } from '@tutor/protocol'
import { learn, nothingKnown, probabilityNow, statusOf, type Knowledge } from './knowledge.ts'
import { dueAt, retrievability } from './spacing.ts'
import { counts, evidenceOf, type Claim, type Trial } from './trial.ts'

/** What is stored of a skill. */
export interface StoredSkill {
  readonly skill: string
  /** The sum of what is no longer kept one by one; not there while all is. */
  readonly earlier?: Knowledge
  /** Oldest first. */
  readonly kept: readonly (Trial | Claim)[]
  readonly snoozedUntil?: number
}

/** What was thought of a skill right after an answer or a claim. */
export interface SkillMoment {
  /** Milliseconds since 1970. */
  readonly at: number
  /** That it is known, 0 to 1. */
  readonly probability: number
  readonly answerId?: string
  readonly claim?: Claim['claim']
}

/** One skill of one learner: its last answers and claims, the sum of those before, and what they come to. */
export class SkillRecord {
  readonly skill: string
  #earlier: Knowledge | undefined
  #kept: (Trial | Claim)[]
  #snoozedUntil: number | undefined
  /** The sum of all. */
  #now: Knowledge

  constructor({ skill, earlier, kept, snoozedUntil }: StoredSkill) {
    this.skill = skill
    this.#earlier = earlier
    this.#kept = [...kept]
    this.#snoozedUntil = snoozedUntil
    this.#now = this.#sum()
  }

  toJSON(): StoredSkill {
    return {
      skill: this.skill,
      ...(this.#earlier && { earlier: this.#earlier }),
      kept: this.#kept,
      ...(this.#snoozedUntil !== undefined && { snoozedUntil: this.#snoozedUntil }),
    }
  }

  get size(): number {
    return this.#kept.length
  }

  /** Of the oldest answer or claim that is kept; infinite without one. */
  get firstOrder(): number {
    return this.#kept[0]?.order ?? Infinity
  }

  /** Of the last one; below all others without one. */
  get lastOrder(): number {
    return this.#kept.at(-1)?.order ?? -1
  }

  get masteredAt(): number | undefined {
    return this.#now.masteredAt
  }

  get trials(): readonly Trial[] {
    return this.#kept.filter((each) => each.kind === 'trial')
  }

  add(event: Trial | Claim): void {
    this.#kept.push(event)
    const rated = this.#now.card
    this.#now = learn(this.#now, event)
    if (this.#now.card !== rated) this.#snoozedUntil = undefined
  }

  /** Lets go of the oldest: from here on it is a part of the sum, and changes no more. */
  condense(): void {
    const oldest = this.#kept.shift()
    if (oldest) this.#earlier = learn(this.#earlier ?? nothingKnown, oldest)
  }

  /** Says something else of some answers, and draws the sum anew. */
  revise(change: (trial: Trial) => Trial): void {
    this.#kept = this.#kept.map((each) => (each.kind === 'trial' ? change(each) : each))
    this.#now = this.#sum()
  }

  snooze(until: number): void {
    this.#snoozedUntil = until
  }

  evidence(): readonly Evidence[] {
    return this.trials.map((trial) => evidenceOf(trial, this.skill))
  }

  history(): readonly SkillMoment[] {
    let knowledge = this.#earlier ?? nothingKnown
    return this.#kept.map((event) => {
      knowledge = learn(knowledge, event)
      const cause = event.kind === 'trial' ? { answerId: event.answerId } : { claim: event.claim }
      return { at: event.at, probability: probabilityNow(knowledge, event.at), ...cause }
    })
  }

  mastery(now: number): SkillMastery {
    const { claim } = this.#now
    const { counted, right } = this.#earlier ?? nothingKnown
    return {
      skill: this.skill,
      status: statusOf(this.#now, now),
      probability: probabilityNow(this.#now, now),
      evidence: this.trials.filter(counts).map(({ answerId }) => answerId),
      ...(counted > 0 && { earlier: { counted, right } }),
      ...(claim !== undefined && { claim }),
    }
  }

  /** None before it was first mastered. */
  review(now: number): Review | undefined {
    const { card } = this.#now
    if (!card) return undefined
    return { skill: this.skill, dueAt: Math.max(dueAt(card), this.#snoozedUntil ?? 0), retrievability: retrievability(card, now) }
  }

  #sum(): Knowledge {
    return this.#kept.reduce(learn, this.#earlier ?? nothingKnown)
  }
}
