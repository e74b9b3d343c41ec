import type { Evidence, Review, SkillMastery } from '@tutor/protocol'
import { nothingKnown } from './knowledge.ts'
import { SkillRecord, type SkillMoment, type StoredSkill } from './skill-record.ts'
import type { Claim, Trial } from './trial.ts'

/** How much of a learner is kept, however much they answer. */
const kept = {
  /** Answers and claims of one skill that are kept one by one. Older ones are in its sum. */
  perSkill: 20,
  /** The same over all skills. */
  inAll: 400,
  /** Skills. Beyond them the one that was left alone longest is let go of. */
  skills: 2000,
} as const

/** A skill that was mastered, whatever became of it. */
export interface MasteredSkill {
  readonly skill: string
  /** Milliseconds since 1970, of the answer with which it was. */
  readonly at: number
}

/** All skills of one learner of which anything is known. */
export class SkillRecords {
  readonly #skills = new Map<string, SkillRecord>()

  constructor(stored: readonly StoredSkill[] = []) {
    for (const each of stored) this.#skills.set(each.skill, new SkillRecord(each))
  }

  toJSON(): readonly StoredSkill[] {
    return Array.from(this.#skills.values(), (skill) => skill.toJSON())
  }

  add(skill: string, event: Trial | Claim): void {
    const record = this.#skills.get(skill) ?? this.#open(skill)
    record.add(event)
    if (record.size > kept.perSkill) record.condense()
    else if (this.#size() > kept.inAll) this.#least(({ firstOrder }) => firstOrder)?.condense()
  }

  revise(change: (trial: Trial) => Trial, concerns: (trial: Trial) => boolean): void {
    for (const skill of this.#skills.values()) {
      if (skill.trials.some(concerns)) skill.revise((trial) => (concerns(trial) ? change(trial) : trial))
    }
  }

  snooze(skill: string, until: number): void {
    this.#skills.get(skill)?.snooze(until)
  }

  /** @param skill `*` for all */
  forget(skill: string): void {
    if (skill === '*') this.#skills.clear()
    else this.#skills.delete(skill)
  }

  mastery(skill: string, now: number): SkillMastery {
    return this.#skills.get(skill)?.mastery(now) ?? { skill, status: 'unseen', probability: nothingKnown.known, evidence: [] }
  }

  history(skill: string): readonly SkillMoment[] {
    return this.#skills.get(skill)?.history() ?? []
  }

  /** Oldest first. */
  evidence(skill?: string): readonly Evidence[] {
    if (skill !== undefined) return this.#skills.get(skill)?.evidence() ?? []
    const trials = [...this.#skills.values()].flatMap((record) => record.trials.map((trial, index) => ({ order: trial.order, record, index })))
    const evidence = new Map<SkillRecord, readonly Evidence[]>()
    for (const record of this.#skills.values()) evidence.set(record, record.evidence())
    return trials.toSorted((a, b) => a.order - b.order).map(({ record, index }) => evidence.get(record)![index]!)
  }

  /** Those that are due first, what is least remembered before the rest; then the others by their day. */
  reviews(now: number): readonly Review[] {
    const reviews = [...this.#skills.values()].flatMap((skill) => skill.review(now) ?? [])
    const [due, later] = [reviews.filter(({ dueAt }) => dueAt <= now), reviews.filter(({ dueAt }) => dueAt > now)]
    return [...due.toSorted((a, b) => a.retrievability - b.retrievability), ...later.toSorted((a, b) => a.dueAt - b.dueAt)]
  }

  /** In the order in which they were. */
  mastered(): readonly MasteredSkill[] {
    const mastered = [...this.#skills.values()].flatMap(({ skill, masteredAt: at }) => (at === undefined ? [] : { skill, at }))
    return mastered.toSorted((a, b) => a.at - b.at)
  }

  #open(skill: string): SkillRecord {
    if (this.#skills.size >= kept.skills) this.forget(this.#least(({ lastOrder }) => lastOrder)!.skill)
    const record = new SkillRecord({ skill, kept: [] })
    this.#skills.set(skill, record)
    return record
  }

  #size(): number {
    let size = 0
    for (const skill of this.#skills.values()) size += skill.size
    return size
  }

  #least(measure: (skill: SkillRecord) => number): SkillRecord | undefined {
    let least: SkillRecord | undefined
    for (const each of this.#skills.values()) if (!least || measure(each) < measure(least)) least = each
    return least
  }
}
