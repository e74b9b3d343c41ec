import type { SkillMastery } from '@tutor/protocol'
import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'

/** A skill as it is drawn: never by its colour alone. */
export interface SkillState extends SkillMastery {
  readonly title: string
  /** Ids. */
  readonly requires: readonly string[]
  /** `✓ 96 %` */
  readonly sign: string
}

export const statusNames: Readonly<Record<SkillMastery['status'], string>> = { unseen: 'Not begun', learning: 'Learning', mastered: 'Mastered', forgotten: 'Forgotten' }

const signs: Readonly<Record<SkillMastery['status'], string>> = { unseen: '·', learning: '…', mastered: '✓', forgotten: '↓' }

/** The skills of the course that was chosen, in its order; then all others of which anything is known. */
export function skillStates(known: Known, now: number): readonly SkillState[] {
  const { record, courses } = known
  const course = courses.find(({ id }) => id === record.courseId)
  const others = [...(record.plan?.skills ?? []), ...record.evidence().map(({ skill }) => skill), ...record.mastered().map(({ skill }) => skill)]
  const ids = new Set([...(course?.skills ?? []).map(({ id }) => id), ...others])
  return [...ids].map((id) => skillState(known, id, now))
}

export function skillState(known: Known, id: string, now: number): SkillState {
  const mastery = known.record.mastery(id, now)
  const requires = known.courses.flatMap(({ skills }) => skills).find((skill) => skill.id === id)?.requires ?? []
  const sign = mastery.status === 'unseen' ? 'new' : `${signs[mastery.status]} ${percent(mastery.probability)}`
  return { ...mastery, title: skillTitle(known, id), requires, sign }
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
