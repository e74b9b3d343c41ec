import { say as reply } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { openLesson } from './lesson.ts'

const note = '/note Photosynthesis turns light into sugar in the chloroplasts of leaves.'

describe('plain words', () => {
  it('TUTOR-33 that name no skill are about the documents, where there are some', async () => {
    const { say, opened } = await openLesson({ script: [[reply('It turns light into sugar.')]] })
    expect(await say('explain photosynthesis')).toMatch(/^skill_unknown: There is no skill “photosynthesis”/)
    await say(note)
    expect(await say('explain photosynthesis')).toBe('It turns light into sugar.')
    expect(opened.model.calls).toHaveLength(1)
    expect(await say('/explain photosynthesis')).toMatch(/^skill_unknown/)
    expect(await say('explain doubling')).toContain('How doubling is done.')
  })

  it('TUTOR-33 without an open question may answer what a language model asked', async () => {
    const { say, opened } = await openLesson({ script: [[reply('What do you think?')], [reply('Think of a leaf.')]] })
    await say('What do leaves do?')
    expect(await say("I don't know")).toBe('Think of a leaf.')
    expect(opened.model.calls).toHaveLength(2)
    expect(await say('/hint')).toMatch(/^question_none/)
  })
})

describe('commands', () => {
  it('TUTOR-34 TUTOR-30 several at once, or a mistyped one, do nothing to the open question', async () => {
    const { say, facts } = await openLesson()
    await say('/learn')
    const before = facts().length
    expect(await say('/hint\n/reveal\n/stop')).toBe('One at a time, please: /hint, or /reveal, or /stop?')
    expect(await say('/revael')).toBe('There is no /revael. /help shows what there is.')
    expect(facts()).toHaveLength(before)
  })

  it('TUTOR-35 with more behind them than they can mean are told so', async () => {
    const { say } = await openLesson()
    expect(await say(`/quiz ${'a '.repeat(30_000)}`)).toBe('That is too long for /quiz: at most 300 characters. /help shows what it takes.')
    expect(await say(`/note ${'A leaf is green. '.repeat(100)}`)).toMatch(/^Added/)
  })

  it('TUTOR-30 help is what a newcomer asks for, and a hint at a question', async () => {
    const { say } = await openLesson()
    expect(await say('help')).toContain('/start [COURSE]')
    await say('/learn')
    expect(await say('help')).toMatch(/^Try it first/)
  })
})
