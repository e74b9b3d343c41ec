import { TutorError, type Skill } from '@tutor/protocol'
import type { Courses } from './courses.ts'
import type { Learner } from './learner.ts'

/** How many skills are listed where none is meant, or several may be. */
const mostListed = 20

/**
 * The skill that somebody means by its id, its title or a part of one; case, accents and hyphens do not matter. The course
 * that the learner has chosen comes before the others.
 *
 * @throws TutorError `skill_unknown`, which lists what there is, or what may be meant
 */
export function findSkill(courses: Courses, learner: Pick<Learner, 'courseId'>, text: string): Skill {
  const named = courses.skill(text.trim())
  if (named) return named
  const groups = skillGroups(courses, learner.courseId)
  const sought = plain(text)
  for (const fits of sought === '' ? [] : ways) {
    for (const skills of groups) {
      const found = skills.filter((skill) => fits(skill, sought))
      if (found.length === 1) return found[0]!
      if (found.length > 1) throw new TutorError('skill_unknown', `“${text.trim()}” may be any of these: ${listed(found)}.`)
    }
  }
  throw new TutorError('skill_unknown', unknownText(text.trim(), groups))
}

/** From the exact to the vague. */
const ways: readonly ((skill: Skill, sought: string) => boolean)[] = [
  ({ id }, sought) => plain(id) === sought || plain(id.slice(id.indexOf('/') + 1)) === sought,
  ({ title }, sought) => plain(title) === sought,
  ({ title }, sought) => ` ${plain(title)}`.includes(` ${sought}`),
  ({ id, title }, sought) => plain(title).includes(sought) || plain(id).includes(sought),
]

/** Those of the chosen course, then all others. */
function skillGroups(courses: Courses, courseId: string | undefined): readonly (readonly Skill[])[] {
  const skillsOf = (id: string): readonly Skill[] => courses.course(id)?.skills ?? []
  const others = courses.list().flatMap(({ id }) => (id === courseId ? [] : skillsOf(id)))
  return [courseId === undefined ? [] : skillsOf(courseId), others].filter(({ length }) => length > 0)
}

function unknownText(text: string, [skills]: readonly (readonly Skill[])[]): string {
  if (!skills) return 'There are no skills: no course is here.'
  const start = text === '' ? 'Name a skill.' : `There is no skill “${text}”.`
  return `${start} There are: ${listed(skills)}.`
}

function listed(skills: readonly Skill[]): string {
  const titles = skills.slice(0, mostListed).map(({ title }) => title)
  const rest = skills.length - titles.length
  return rest > 0 ? `${titles.join(', ')} and ${rest} more` : titles.join(', ')
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}/]+/gu, ' ').trim()
}
