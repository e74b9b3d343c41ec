import type { Known } from './connection/known-learner.ts'

/** What a skill is called: by its course, or by the document that its questions were made from. Its id where neither is there. */
export function skillTitle({ courses, record }: Pick<Known, 'courses' | 'record'>, id: string): string {
  for (const { skills } of courses) {
    const skill = skills.find((each) => each.id === id)
    if (skill) return skill.title
  }
  const made = record.madeItems.find(({ documentId }) => id === `made/${documentId}`)?.documentName
  return made === undefined ? id : `From “${made}”`
}
