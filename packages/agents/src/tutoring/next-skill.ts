import type { Course, Skill } from '@tutor/protocol'
import type { Tutoring } from './tutoring.ts'

/** From here on one right answer to a skill that builds on another is taken for a sign that the other is known, too. */
const likely = 0.5

/** What to learn next: the first of {@link skillsLeft}. @returns none where nothing is left */
export function nextSkill(tutoring: Pick<Tutoring, 'learner' | 'now'>, course: Course): Skill | undefined {
  return skillsLeft(tutoring, course)[0]
}

/**
 * The skills that are not known yet, in the course's order. Not among them are skills that the learner says they know, and
 * those without an answer that a skill which is going well builds on.
 */
export function skillsLeft(tutoring: Pick<Tutoring, 'learner' | 'now'>, { skills }: Course): readonly Skill[] {
  const at = tutoring.now()
  const state = new Map(skills.map((skill) => [skill.id, tutoring.learner.mastery(skill.id, at)]))
  const going = skills.filter(({ id }) => state.get(id)!.status !== 'unseen' && state.get(id)!.probability >= likely)
  const implied = new Set(going.flatMap((skill) => [...requiredBy(skill, skills)]))
  return skills.filter(({ id }) => {
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
