import type { SkillMastery } from '@tutor/protocol'
import { findSkill } from './find-skill.ts'
import { madeSkill } from './items.ts'
import type { Tutoring } from './tutoring.ts'

/** A skill by its name: that of items made from a document is called by the document, one of a course that is gone by its id. */
export interface NamedSkill {
  readonly id: string
  readonly title: string
}

export function nameSkill({ courses, learner }: Pick<Tutoring, 'courses' | 'learner'>, id: string): NamedSkill {
  const made = learner.madeItems.find(({ documentId }) => madeSkill(documentId) === id)?.documentName
  return { id, title: courses.skill(id)?.title ?? (made === undefined ? id : fromDocument(made)) }
}

/** As `findSkill`, and those that the learner has answered to though no course has them. @throws TutorError `skill_unknown` */
export function findKnownSkill(tutoring: Tutoring, text: string): NamedSkill {
  const id = text.trim()
  if (isKnown(tutoring.learner.mastery(id, tutoring.now()))) return nameSkill(tutoring, id)
  const made = tutoring.learner.madeItems.find(({ documentName: name }) => name !== undefined && (name === id || fromDocument(name) === id))
  return made ? nameSkill(tutoring, madeSkill(made.documentId)) : findSkill(tutoring.courses, tutoring.learner, text)
}

function fromDocument(name: string): string {
  return `From “${name}”`
}

/** The skills of the chosen course in its order, known or not; then all others of which anything is known. */
export function skillsOf(tutoring: Tutoring): readonly NamedSkill[] {
  const { learner, courses } = tutoring
  const now = tutoring.now()
  const course = learner.courseId === undefined ? undefined : courses.course(learner.courseId)
  const chosen = course?.skills ?? []
  const others = [
    ...courses.list().flatMap(({ id }) => courses.course(id)?.skills ?? []),
    ...[...learner.evidence(), ...learner.reviews(now)].map(({ skill }) => nameSkill(tutoring, skill)),
  ].filter(({ id }) => isKnown(learner.mastery(id, now)))
  return [...new Map([...chosen, ...others].map(({ id, title }) => [id, { id, title }])).values()]
}

export function isKnown({ status }: SkillMastery): boolean {
  return status !== 'unseen'
}
