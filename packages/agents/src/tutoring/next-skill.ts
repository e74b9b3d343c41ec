import type { Course, Skill } from '@tutor/protocol'
import type { Tutoring } from './tutoring.ts'

/** From here on one right answer to a skill that builds on another is taken for a sign that the other is known, too. */
const likely = 0.5

/**
 * What to learn next: the first skill in the course's order that is not known yet. Not asked about are skills that the
 * learner says they know, and those without an answer that a skill which is going well builds on.
 *
 * @returns none where nothing is left
 */
export function nextSkill({ learner, now }: Pick<Tutoring, 'learner' | 'now'>, { skills }: Course): Skill | undefined {
  const at = now()
  const state = new Map(skills.map((skill) => [skill.id, learner.mastery(skill.id, at)]))
  const going = skills.filter(({ id }) => state.get(id)!.status !== 'unseen' && state.get(id)!.probability >= likely)
  const implied = new Set(going.flatMap((skill) => [...requiredBy(skill, skills)]))
  return skills.find(({ id }) => {
    const { status, claim } = state.get(id)!
    return status !== 'mastered' && claim !== 'known' && !(status === 'unseen' && implied.has(id))
  })
}

/** All that a skill builds on, by id. */
export function requiredBy({ requires }: Skill, skills: readonly Skill[], found = new Set<string>()): ReadonlySet<string> {
  for (const id of requires) {
    if (found.has(id)) continue
    found.add(id)
    const skill = skills.find((each) => each.id === id)
    if (skill) requiredBy(skill, skills, found)
  }
  return found
}
