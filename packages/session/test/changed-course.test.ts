import { CourseShelf } from '@tutor/courses'
import { MemoryStore } from '@tutor/storage'
import type { Course } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { openLesson, tinyCourses, type Lesson } from './lesson.ts'

const tiny = tinyCourses.course('tiny')!

/** A lesson whose first question is open, and the same learner after the course has changed. */
async function changed(course: Course | undefined, before: (lesson: Lesson) => Promise<unknown> = () => Promise.resolve()): Promise<Lesson> {
  const store = new MemoryStore()
  const lesson = await openLesson({ store })
  await lesson.say('/learn adding')
  await before(lesson)
  await lesson.opened.session.close()
  return await openLesson({ store, courses: new CourseShelf(course ? [course] : []) })
}

describe('a course that changes while somebody learns', () => {
  it('COURSE-10 lets go of the open question where its item is gone, and the answer does not count', async () => {
    const { say, facts } = await changed({ ...tiny, items: tiny.items.filter(({ id }) => id !== 'tiny/adding/1') })
    const answer = await say('100')
    expect(answer).toMatch(/^This question is gone: its course or its document has changed\. Your answer does not count\.\n\n\*\*Question 2/)
    expect(answer).toContain('What is adding 1?')
    expect(facts()).not.toContainEqual(expect.objectContaining({ fact: 'answered' }))
    expect(await say('101')).toMatch(/^✓/)
  })

  it('COURSE-10 marks by the key as it is now', async () => {
    const items = tiny.items.map((item) => (item.id === 'tiny/adding/1' ? { ...item, answer: { kind: 'number', value: '7' } as const } : item))
    const { say } = await changed({ ...tiny, version: 2, items })
    expect(await say('100')).toMatch(/^✗/)
    expect(await say('7')).toMatch(/^✓/)
  })

  it('COURSE-10 keeps what is known of a skill that is gone, and teaches the others', async () => {
    const gone = { ...tiny, skills: tiny.skills.filter(({ id }) => id !== 'tiny/adding').map((skill) => ({ ...skill, requires: [] })), items: tiny.items.filter(({ skill }) => skill !== 'tiny/adding') }
    const { say } = await changed(gone, async ({ say: tell }) => await tell('100'))
    expect(await say('/progress')).toContain('right on 1 of 1')
    expect(await say('/learn')).toContain('How doubling is done.')
    expect(await say('100')).toMatch(/^✓/)
  })

  it('COURSE-10 says so where the whole course is gone, and nothing breaks', async () => {
    const { say } = await changed(undefined)
    expect(await say('100')).toContain('This question is gone')
    for (const command of ['/learn', '/quiz', '/plan', '/explain adding']) expect(await say(command)).toMatch(/^(?:course_unknown|skill_unknown|plan_\w+|items_none): |no course/i)
    expect(await say('/progress')).toBeTruthy()
    expect(await say('/help')).toContain('/courses')
  })
})
