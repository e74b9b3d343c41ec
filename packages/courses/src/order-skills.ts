import type { Skill } from '@tutor/protocol'
import type { CourseFile } from './course-file.ts'
import type { Complain } from './complain.ts'

/** Every skill behind those that it requires, otherwise in the order of the file. Complains of what is required and not there, and of circles. */
export function orderSkills(file: CourseFile, skills: readonly Skill[], complain: Complain): readonly Skill[] {
  const byId = new Map(skills.map((skill) => [skill.id, skill]))
  for (const [index, { requires }] of file.skills.entries()) {
    for (const [place, id] of requires.entries()) {
      if (!byId.has(`${file.id}/${id}`)) complain(['skills', index, 'requires', place], `no skill has the id “${id}”; there are: ${file.skills.map((each) => each.id).join(', ')}`)
    }
  }
  const ordered = new Set<Skill>()
  const visit = (skill: Skill, before: readonly Skill[]): void => {
    if (ordered.has(skill)) return
    const circle = before.indexOf(skill)
    if (circle >= 0) return complainOfCircle(file, [...before.slice(circle), skill], complain)
    for (const id of skill.requires) if (byId.has(id)) visit(byId.get(id)!, [...before, skill])
    ordered.add(skill)
  }
  for (const skill of skills) visit(skill, [])
  return [...ordered]
}

function complainOfCircle({ id, skills }: CourseFile, circle: readonly Skill[], complain: Complain): void {
  const names = circle.map((skill) => skill.id.slice(id.length + 1))
  const index = skills.findIndex((skill) => skill.id === names[0])
  complain(['skills', index, 'requires'], `these skills require each other in a circle: ${names.join(' → ')}`)
}
