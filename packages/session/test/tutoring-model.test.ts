import { callTool, say as reply } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { openLesson } from './lesson.ts'

describe('a language model in the conversation', () => {
  it('TUTOR-36 reads what the learner is to learn, knows, and has planned', async () => {
    const { say, opened } = await openLesson({
      script: [
        [callTool('tutor_explain', { skill: 'doubling' }), callTool('tutor_worked_example', { skill: 'doubling' })],
        [callTool('plan_today', {}), callTool('progress_get', {}), callTool('review_due', {})],
        [reply('Doubling is next.')],
      ],
    })
    await say('/plan tiny sums')
    expect(await say('What would come after adding?')).toBe('Doubling is next.')
    const prompt = JSON.stringify(opened.model.calls.at(-1)?.prompt)
    for (const told of ['How doubling is done.', 'An example of doubling.', 'Your plan', 'Nothing is known about you yet', 'No review is due']) expect(prompt).toContain(told)
    expect(prompt).not.toContain('It is 100.')
  })

  it('TUTOR-36 is given no tool that asks, marks, hints, forgets or plans', async () => {
    const { say, opened, facts } = await openLesson({ script: [[callTool('quiz_answer', { answer: '100' }), callTool('progress_forget', { skill: '*' }), callTool('tutor_reveal', {})], [reply('What have you tried?')]] })
    await say('/learn')
    const before = facts().length
    expect(await say('Could you do this one for me, please?')).toMatch(/^What have you tried\?/)
    expect(facts()).toHaveLength(before)
    expect(opened.model.calls[0]?.tools?.map(({ name }) => name).filter((name) => !name.startsWith('doc_')).toSorted()).toEqual(['plan_today', 'progress_explain', 'progress_get', 'review_due', 'tutor_explain', 'tutor_worked_example'])
  })

  it('TUTOR-29 is no longer held back once the question is closed, and never told what commands gave', async () => {
    const { say, opened } = await openLesson({ script: [[reply('Indeed it is 100.')]] })
    await say('/learn')
    await say('100')
    await say('/stop')
    expect(await say('Was it 100 then?')).toBe('Indeed it is 100.')
    expect(JSON.stringify(opened.model.calls[0]?.prompt)).not.toContain('How adding is done.')
  })
})
