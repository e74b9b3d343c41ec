import { CourseShelf } from '@tutor/courses'
import { MemoryStore } from '@tutor/storage'
import { say as reply } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { hours, openLesson, tinyCourses, type Lesson } from './lesson.ts'

/** Names of the facts, without what is counted. */
function names({ facts }: Lesson): string[] {
  return facts().map(({ fact }) => fact)
}

describe('a lesson', () => {
  it('TUTOR-28 explains a skill before it is asked about for the first time, and not again', async () => {
    const { say } = await openLesson()
    const first = await say('/learn')
    expect(first).toMatch(/How adding is done\.[^]*An example of adding\.[^]*\*\*Question 1 of 6\*\* · Adding\n\nWhat is adding 0\?/)
    await say('100')
    expect(await say('/learn adding')).toMatch(/^\*\*Question 1 of 6\*\*/)
  })

  it('TUTOR-11 TUTOR-12 TUTOR-13 the ladder has an attempt before each rung, and ends with the solution and a twin', async () => {
    const lesson = await openLesson()
    const { say } = lesson
    await say('/learn')
    expect(await say('/hint')).toMatch(/^Try it first/)
    expect(await say('just tell me')).toMatch(/^I will not just tell you/)
    expect(await say('/hint')).toMatch(/^You have asked three times without a try/)
    const rungs = ['a question: What is asked of adding?', 'where to look: The explanation of adding.', 'the rule: The rule of adding.', 'the first step: The first step of adding.']
    for (const [index, rung] of rungs.entries()) {
      expect(await say(`${index}`)).toMatch(/^✗ That is not it/)
      expect(await say('/hint')).toBe(`**Hint ${index + 1} of 5**, ${rung}`)
      expect(await say('/reveal')).toMatch(/^I will not just tell you: .*Try it with the last hint first/)
    }
    await say('7')
    const revealed = await say('/reveal')
    expect(revealed).toMatch(/It is 100\.\n\nIt does not count\. Now one of the same kind[^]*Another one of the same kind/)
    expect(await say('101')).toMatch(/^✓/)
    expect(names(lesson).slice(-4)).toEqual(['hint_given', 'question_closed', 'question_asked', 'answered'])
  })

  it('TUTOR-4 no key is in the history before the question is closed', async () => {
    const { say, watcher } = await openLesson()
    await say('/learn')
    await say('5')
    await say('/hint')
    expect(JSON.stringify(watcher.messages)).not.toMatch(/"1?00"|It is 100|firstStep|solution/)
  })

  it('TUTOR-5 after the first success the learner is asked why, and a message goes on', async () => {
    const lesson = await openLesson()
    const { say } = lesson
    await say('/learn')
    expect(await say('100')).toMatch(/^✓ That is right\.\n\n_Why does that work\?/)
    expect(await say('You count on from the first number')).toMatch(/^Good: .*\n\n\*\*Question 2 of 6\*\*/)
    expect(await say('101')).toMatch(/^✓ That is right\.\n\n\*\*Question 3 of 6\*\*/)
    expect(lesson.facts()).toContainEqual(expect.objectContaining({ fact: 'explained', text: 'You count on from the first number' }))
  })

  it('TUTOR-3 ends with mastery, and the next lesson is the next skill', async () => {
    const { say } = await openLesson()
    await say('/learn')
    await say('100')
    await say('ok')
    await say('101')
    expect(await say('102')).toMatch(/You have mastered \*\*Adding\*\*/)
    expect(await say('/learn')).toContain('How doubling is done.')
  })

  it('TUTOR-7 a step is told as one, and what is no answer is no attempt', async () => {
    const lesson = await openLesson()
    const { say } = lesson
    await say('/learn solving')
    expect(await say('x = 41 - 1')).toMatch(/^Answer with what x is|right/)
    expect(await say('banana')).toMatch(/^Answer with what x is/)
    expect(await say('x - 40 = 0')).toBe('That step is right: the same numbers solve it. Go on.')
    expect(await say('x = 40')).toMatch(/^✓/)
    expect(lesson.facts().filter(({ fact }) => fact === 'answered').length).toBeLessThanOrEqual(3)
  })

  it('TUTOR-8 a question that waits too long closes by itself, and nothing stands in the way', async () => {
    const lesson = await openLesson({ script: [[reply('Of course.')]] })
    const { say, clock } = lesson
    await say('/learn')
    clock.now += hours(25)
    expect(await say('100')).toMatch(/^The question has waited too long/)
    expect(names(lesson).slice(-2)).toEqual(['question_closed', 'quiz_ended'])
    expect(await say('Is this a question?')).toBe('Of course.')
    expect(await say('/learn')).toContain('**Question 1 of 6**')
  })

  it('TUTOR-8 what is under way goes on after a restart', async () => {
    const store = new MemoryStore()
    const { say, opened } = await openLesson({ store })
    await say('/learn')
    await say('5')
    await opened.session.close()
    const again = await openLesson({ store })
    expect(await again.say('/hint')).toMatch(/^\*\*Hint 1 of 5\*\*/)
  })

  it('TUTOR-29 a model that tells is stopped, does not know the answer, and the question is shown again', async () => {
    const { say, opened } = await openLesson({ script: [[reply('Sure. ', 'The answer is 100. ', 'Good luck!')]] })
    await say('/learn')
    const answer = await say('Can you tell me what that is?')
    expect(answer).not.toContain('100')
    expect(answer).toMatch(/I will not tell the answer[^]*_The question is still open:_ What is adding 0\?\n\n_\/explain shows how it is done, \/hint helps after a try\._$/)
    const prompt = JSON.stringify(opened.model.calls[0]?.prompt)
    expect(prompt).toContain('Ask one short question back')
    expect(prompt).not.toContain('100')
  })

  it('TUTOR-30 TUTOR-32 commands that are none, and the end of what is under way', async () => {
    const lesson = await openLesson()
    const { say } = lesson
    expect(await say('/hnit')).toBe('There is no /hnit. /help shows what there is.')
    expect(await say('/stop')).toBe('Nothing is under way. /start begins.')
    await say('/learn')
    expect(await say('/stop')).toMatch(/^Stopped/)
    expect(names(lesson).slice(-2)).toEqual(['question_closed', 'quiz_ended'])
    expect(await say('/hint')).toMatch(/^question_none/)
    expect(await say('/next')).toMatch(/^quiz_none/)
  })

  it('TUTOR-16 explains and shows examples of what is named, what is open, or what is next', async () => {
    const { say } = await openLesson()
    expect(await say('/explain')).toContain('How adding is done.')
    expect(await say('/explain solving')).toContain('How solving is done.')
    await say('/learn doubling')
    expect(await say('/example')).toContain('An example of doubling.')
    expect(await say('/explain chemistry')).toMatch(/^skill_unknown: There is no skill “chemistry”\. There are: Adding, Doubling, Solving\./)
  })

  it('TUTOR-15 the second hint has the place in the learner’s own documents', async () => {
    const { say, watcher } = await openLesson()
    await say('/note Doubling means that you take a number twice, as with the two wings of a bird.')
    await say('/learn doubling')
    await say('1')
    await say('/hint')
    await say('2')
    expect(await say('/hint')).toMatch(/Your own material has it, too: “Doubling means that you take a number twice.*” \(.*line 1\) \[1\]\.$/)
    const cited = watcher.messages.flatMap((message) => (message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.citations' ? [message.event.value] : []))
    expect(cited).toEqual([{ citations: [expect.objectContaining({ mark: 1, quote: expect.stringContaining('Doubling means'), place: { line: 1 } })], messageId: expect.any(String) }])
  })

  it('TUTOR-15 but not its words where they give the answer away', async () => {
    const { say } = await openLesson()
    await say('/note The rule of doubling is easy, and the answer is 100 here.')
    await say('/learn doubling')
    await say('1')
    await say('/hint')
    await say('2')
    const hint = await say('/hint')
    expect(hint).toMatch(/Your own material has it, too: The rule.*line 1\.$/)
    expect(hint).not.toContain('100')
  })

  it('TUTOR-13 where there is no other of the kind, the quiz goes on', async () => {
    const course = tinyCourses.course('tiny')!
    const few = { ...course, items: course.items.filter(({ id, skill }) => skill !== 'tiny/adding' || id === 'tiny/adding/1') }
    const { say } = await openLesson({ courses: new CourseShelf([few]) })
    await say('/learn adding')
    for (const answer of ['1', '2', '3', '4']) {
      await say(answer)
      await say('/hint')
    }
    await say('5')
    expect(await say('/reveal')).toMatch(/^\*\*This is how it is done\.\*\* It is 100\.\n\nIt does not count\.\n\n\*\*0 of 1\*\* right[^]*\/learn goes on/)
  })

  it('TUTOR-13 the other of the kind is one that is not doubted and not asked anyway', async () => {
    const lesson = await openLesson()
    const { say } = lesson
    await say('/learn adding')
    await say('1')
    await say('/flag I doubt it')
    for (const answer of ['1', '2', '3', '4']) {
      await say(answer)
      await say('/hint')
    }
    await say('5')
    await say('/reveal')
    const twin = lesson.facts().findLast((fact) => fact.fact === 'question_asked')
    expect(twin).toMatchObject({ question: { item: { id: 'tiny/adding/3' }, twinOf: expect.stringMatching(/\.2$/) } })
  })
})
