import { describe, expect, it } from 'vitest'
import { CourseShelf } from '@tutor/courses'
import { MemoryStore } from '@tutor/storage'
import { hours, openLesson, tinyCourses } from './lesson.ts'

describe('without help', () => {
  it('TUTOR-27 a course begins with a diagnostic, then comes a plan, then the first lesson', async () => {
    const { say, facts } = await openLesson()
    const first = await say('/start')
    expect(first).toMatch(/^A scripted model\.\n\n# Tiny sums[^]*\*\*Question 1 of 2\*\* · Doubling/)
    await say('90')
    expect(await say('5')).toMatch(/^✗ Not yet[^]*\*\*Question 2 of 2\*\* · Adding/)
    await say('sure')
    const end = await say('100')
    expect(end).toMatch(/1 of 2\*\* right[^]*\/learn begins your first lesson/)
    expect(facts().map(({ fact }) => fact)).toContain('plan_made')
    expect(await say('/start')).toMatch(/^\*\*Today, Mon 23 Nov\*\*[^]*Question 1 of 6/)
  })

  it('TUTOR-5 there is one try, and the solution after it', async () => {
    const { say } = await openLesson()
    expect(await say('/quiz adding 3')).toMatch(/Question 1 of 3[^]*How sure are you/)
    expect(await say('80')).toBe('Noted: you are 80 % sure. _Answer with the number._')
    expect(await say('7')).toMatch(/^✗ That is not it\.\n\nThis is how it is done: It is 100\.\n\n\*\*Question 2 of 3\*\*/)
  })

  it('TUTOR-14 there are no hints, explanations, examples, and no talk', async () => {
    const { say, facts } = await openLesson()
    await say('/quiz adding')
    for (const text of ['/hint', '/reveal', '/explain', '/example']) expect(await say(text)).toMatch(/^There is no help in this one/)
    expect(await say('What is a sum again?')).toMatch(/^Your question can wait[^]*Question 1 of 6/)
    expect(facts().filter(({ fact }) => fact === 'hint_refused')).toHaveLength(2)
  })

  it('TUTOR-6 an exam says nothing before its end, and then how well the learner judged themselves', async () => {
    const { say } = await openLesson()
    expect(await say('/exam 3')).toMatch(/^A mock exam/)
    for (const [sure, answer] of [['90', '100'], ['90', '5']] as const) {
      await say(sure)
      expect(await say(answer)).toMatch(/^Noted\.\n\n\*\*Question/)
    }
    await say('90')
    const end = await say('x = 41')
    expect(end).toMatch(/\*\*1 of 3\*\* right without help\.[^]*- Adding: 1 of 1\n- Doubling: 0 of 1\n- Solving: 0 of 1/)
    expect(end).toContain('You were 90 % sure on average, and 33 % was right (3 answers, Brier score 0.54;')
    expect(end).toContain('surer than you could be')
    expect(end).toMatch(/\*\*What to look at again:\*\*\n\n\*\*2\.\*\* What is doubling 0\?\nYou wrote “5”\. This is how it is done: It is 100\.\n\n\*\*3\.\*\* Solve[^]*You wrote “x = 41”\.[^]*x is forty/)
  })

  it('TUTOR-1 TUTOR-2 the same learner is asked the same, mixed by skill, and first what was not answered yet', async () => {
    const asked = async () => {
      const { say, facts } = await openLesson()
      await say('/learn adding')
      await say('100')
      await say('/exam 6')
      return facts().flatMap((fact) => (fact.fact === 'quiz_started' ? [fact.quiz.items] : []))
    }
    const [lesson, exam] = await asked()
    expect(await asked()).toEqual([lesson, exam])
    expect(lesson).toHaveLength(6)
    expect(exam).toEqual(['tiny/adding/2', 'tiny/adding/3', 'tiny/adding/4', 'tiny/adding/5', 'tiny/adding/6', 'tiny/adding/1'])
  })

  it('TUTOR-9 a doubted key gets a second opinion; where nobody can tell it is set aside and not asked again', async () => {
    const { say, facts } = await openLesson()
    await say('/quiz adding 2')
    await say('sure')
    await say('100.5')
    expect(await say('/flag it was rounded')).toMatch(/^You are right: your answer is as good as the key/)
    await say('sure')
    await say('7')
    expect(await say('/flag I say seven')).toMatch(/^Noted\. I cannot tell who is right/)
    expect(facts().flatMap((fact) => (fact.fact === 'key_flagged' ? [fact.itemId] : []))).toEqual(['tiny/adding/1', 'tiny/adding/2'])
    expect(facts().filter(({ fact }) => fact === 'remarked')).toHaveLength(1)
    await say('/learn adding')
    const last = facts().findLast(({ fact }) => fact === 'quiz_started')
    expect(last).toMatchObject({ quiz: { items: ['tiny/adding/3', 'tiny/adding/4', 'tiny/adding/5', 'tiny/adding/6'] } })
  })

  it('TUTOR-9 when the key has changed, the answer is marked anew', async () => {
    const store = new MemoryStore()
    const before = await openLesson({ store })
    await before.say('/quiz adding 2')
    await before.say('sure')
    await before.say('7')
    await before.say('/flag the key is wrong')
    await before.opened.session.close()
    const course = tinyCourses.course('tiny')!
    const items = course.items.map((item) => (item.id === 'tiny/adding/1' ? { ...item, answer: { kind: 'number', value: '7' } as const } : item))
    const after = await openLesson({ store, courses: new CourseShelf([{ ...course, items }]) })
    const told = await after.say('/learn adding')
    expect(told).toMatch(/^A key that you doubted has changed, and your answer was marked anew: it is right\./)
    expect(after.facts().find(({ fact }) => fact === 'remarked')).toMatchObject({ mark: { verdict: 'right' } })
  })

  it('TUTOR-8 a quiz may be gone on with on the next day, and not after two', async () => {
    const { say, clock } = await openLesson()
    await say('/quiz adding')
    clock.now += hours(40)
    expect(await say('/start')).toMatch(/^You are in the middle of something[^]*Question 1 of 6/)
    clock.now += hours(10)
    expect(await say('100')).toMatch(/^The question has waited too long/)
  })

  it('TUTOR-2 an exam of fewer items than skills goes over all of them evenly', async () => {
    const { say, facts } = await openLesson()
    await say('/exam 1')
    await say('/exam 2')
    const exams = facts().flatMap((fact) => (fact.fact === 'quiz_started' ? [fact.quiz.items] : []))
    expect(exams).toEqual([['tiny/doubling/1'], ['tiny/adding/1', 'tiny/solving/1']])
  })

  it('TUTOR-27 a diagnostic of which everything was left out is not begun again', async () => {
    const { say } = await openLesson()
    await say('/start')
    await say('/skip')
    expect(await say('/skip')).toMatch(/0 of 2\*\* right[^]*Your plan/)
    expect(await say('/start')).toMatch(/How adding is done[^]*Question 1 of 6/)
  })

  it('TUTOR-18 an answer and what follows from it are one', async () => {
    const { say, watcher } = await openLesson()
    await say('/quiz adding 2')
    await say('sure')
    await say('100')
    const kept = watcher.messages.flatMap((message) => (message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.learned' ? [(message.event.value as { facts: { fact: string }[] }).facts.map(({ fact }) => fact)] : []))
    expect(kept).toEqual([['course_chosen', 'quiz_started', 'question_asked'], ['confidence_given'], ['answered', 'question_closed', 'question_asked']])
  })

  it('TUTOR-18 what is doubted since it was chosen is left out', async () => {
    const { say, facts } = await openLesson()
    await say('/learn adding')
    await say('7')
    await say('/flag it is seven')
    expect(await say('101')).toMatch(/^✓/)
    await say('/learn adding')
    expect(facts().findLast(({ fact }) => fact === 'quiz_started')).toMatchObject({ quiz: { items: ['tiny/adding/3', 'tiny/adding/4', 'tiny/adding/5', 'tiny/adding/6', 'tiny/adding/2'] } })
  })

  it('TUTOR-4 a course that is gone leaves a learner who can go on', async () => {
    const store = new MemoryStore()
    const before = await openLesson({ store })
    await before.say('/learn adding')
    await before.opened.session.close()
    const after = await openLesson({ store, courses: new CourseShelf([]) })
    expect(await after.say('100')).toMatch(/^This question is gone/)
    expect(await after.say('/learn')).toMatch(/^course_unknown/)
    expect(await after.say('/courses')).toBe('There is no course here.')
  })
})

describe('questions from the learner’s own notes', () => {
  const note = 'Osmosis is the movement of water through a membrane. A plant cell has a wall. The human heart beats about 72 times in a minute. Diffusion is the spreading of particles in a fluid. It was written in 1998 by them all.'

  it('TUTOR-10 TUTOR-19 have their key word by word in the document, and go with it', async () => {
    const { say, facts } = await openLesson()
    expect(await say('/quiz notes')).toMatch(/^document_unknown: You have no documents yet/)
    await say(`/note ${note}`)
    const first = await say('/quiz notes 2')
    // The name of the note would give the first sentence away.
    expect(first).toMatch(/^Made 2 questions from “Osmosis is the movement of water\.md”\.[^]*Question 1 of 2\*\* · From “Osmosis[^]*> The human heart beats about ____ times in a minute\./)
    await say('60')
    expect(await say('72')).toMatch(/^✓/)
    await say('/stop')
    expect(await say('/quiz notes')).toMatch(/^Made 1 question /)
    await say('/stop')
    await say('/remove Osmosis is the movement of water.md')
    expect(await say('/quiz notes')).toMatch(/^document_unknown/)
    expect(JSON.stringify(facts().filter(({ fact }) => fact === 'items_made'))).not.toMatch(/diffusion|beats/i)
  })

  it('TUTOR-10 a document without such sentences is told', async () => {
    const { say } = await openLesson()
    await say('/note Hello there.')
    expect(await say('/quiz notes')).toMatch(/^items_none/)
  })

  it('TUTOR-19 have hints, and no explanation but the document', async () => {
    const { say, facts } = await openLesson()
    await say(`/note ${note}`)
    await say('/quiz notes 2')
    await say('/stop')
    const { quiz } = facts().findLast((fact) => fact.fact === 'quiz_started')!
    const [skill] = quiz.items[0]!.match(/^made\/\w+/)!
    expect(await say(`/learn ${skill}`)).toMatch(/Question 1 of 2/)
    expect(await say('/explain')).toMatch(/^This question is from your own document/)
    await say('5')
    expect(await say('/hint')).toMatch(/^\*\*Hint 1 of 5\*\*, a question: What is counted or measured here/)
    await say('/skip')
    expect(await say('/progress From “Osmosis is the movement of water.md”')).toMatch(/^\*\*From “Osmosis/)
  })

  it('TUTOR-3 TUTOR-51 are all asked, and come again when they are due', async () => {
    const { say, clock } = await openLesson()
    const places = ['town', 'village', 'harbour', 'station', 'market']
    await say(`/note Some numbers. ${places.map((place, index) => `The old ${place} by the river has ${index + 11} red lamps.`).join(' ')}`)
    await say('/quiz notes')
    let last = ''
    for (const [index] of places.entries()) {
      await say('sure')
      last = await say(`${index + 11}`)
      if (index < 4) expect(last).toMatch(new RegExp(`^✓[^]*Question ${index + 2} of 5`))
    }
    expect(last).toMatch(/\*\*5 of 5\*\* right without help/)
    clock.now += hours(24 * 12)
    expect(await say('/review')).toMatch(/From “Some numbers[^]*Question 1 of 1/)
  })
})

it('TUTOR-53 a review is put off in the conversation, for a day unless told', async () => {
  const { say, clock, facts } = await openLesson()
  await say('/quiz adding 4')
  for (let item = 0; item < 4; item++) await say('sure').then(() => say(`${100 + item}`))
  clock.now += hours(24 * 12)
  expect(await say('/snooze')).toMatch(/^Say which review to put off/)
  expect(await say('/snooze adding')).toMatch(/^The review of “Adding” is put off until/)
  await say('/snooze adding 3 days')
  const until = facts().flatMap((fact) => (fact.fact === 'review_snoozed' ? fact.until - clock.now : []))
  expect(until).toEqual([hours(24), hours(72)])
  expect(await say('/snooze doubling 2')).toContain('evidence_unknown')
})

it('TUTOR-27 a plan for an exam stays when a diagnostic is made anew', async () => {
  const { say, facts } = await openLesson()
  await say('/plan by 11 December')
  await say('/start')
  for (let count = 0; count < 5; count++) await say('/skip')
  const plans = facts().filter(({ fact }) => fact === 'plan_made')
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans) expect(plan).toMatchObject({ plan: { examOn: '2026-12-11' } })
})
