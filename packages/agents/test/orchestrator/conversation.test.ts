import { TutorError, type Item } from '@tutor/protocol'
import { callTool, failWith, say, ScriptedModel, type ModelReply } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { Conversation, DailyTokens, DocumentAgent, refusalToTell, type NewFact, type Talk } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { RecordedTurn } from './recorded-turn.ts'
import { Shelf } from '../document/shelf.ts'

const description = { name: 'scripted', languageModel: true, description: 'A scripted model.' }
const down = new TutorError('model_unavailable', 'The language model cannot be reached: the connection was refused.')
const search = callTool('doc_search', { query: 'Where is the Danube' })

interface Options {
  readonly script: readonly ModelReply[]
  readonly fallback?: readonly ModelReply[]
  readonly dailyTokens?: DailyTokens
}

/** A conversation with a shelf that holds one line about the Danube. */
async function open({ script, fallback, dailyTokens }: Options) {
  const shelf = new Shelf()
  const tools = new DirectTools()
  tools.document = new DocumentAgent(shelf, tools, async () => {})
  await shelf.add({ name: 'rivers.txt', bytes: Buffer.from('The Danube rises in the Black Forest.') })
  const model = new ScriptedModel(...script)
  const embedded = fallback && new ScriptedModel(...fallback)
  const conversation = new Conversation({ tools, model: { language: model, description, ...(embedded && { fallback: embedded }) }, dailyTokens })
  async function ask(text: string, talk: Talk = {}): Promise<RecordedTurn> {
    const turn = new RecordedTurn(text)
    await conversation.answer(turn, talk)
    return turn
  }
  return { ask, model, embedded, conversation }
}

/** Counts as a session does, with a clock of the test's. */
function dailyTokens(limit: number) {
  const clock = { now: 1_000 }
  const facts: NewFact[] = []
  let used = 0
  const log = {
    record: async (...happened: readonly NewFact[]) => {
      facts.push(...happened)
      for (const fact of happened) if (fact.fact === 'model_used') used += fact.tokens
    },
  }
  return { daily: new DailyTokens({ tokensUsed: () => used, log, now: () => clock.now }, limit), facts, clock, forget: () => (used = 0) }
}

describe('a language model that fails', () => {
  it('WIRE-120 is replaced for the rest of the turn, and the learner is told', async () => {
    const { ask } = await open({ script: [[failWith(down)]], fallback: [[say('From your notes.')]] })
    const turn = await ask('Where does it rise?')
    expect(turn.replacements).toEqual(['model_unavailable'])
    expect(turn.answer).toBe('The language model cannot be reached: the connection was refused. The embedded model answers instead.\n\nFrom your notes.')
  })

  it('WIRE-120 leaves its half answer, marked as broken off, and its sources', async () => {
    const broken = new TutorError('model_interrupted')
    const { ask } = await open({ script: [[search], [say('In the Black Forest [1], near a to'), failWith(broken)]], fallback: [[search], [say('“The Danube rises” [1]')]] })
    const turn = await ask('Where does it rise?')
    expect(turn.answer).toMatch(
      /^In the Black Forest \[1\], near a to \[…\]\n\nThe language model stopped in the middle of its answer\. The embedded model answers instead\.\n\n“The Danube rises” \[1\]\n\nSources:\n\[1\]/,
    )
    expect(turn.citations).toHaveLength(1)
  })

  it('WIRE-120 is replaced where it says nothing at all', async () => {
    const { ask } = await open({ script: [[say(' ')]], fallback: [[say('From your notes.')]] })
    expect((await ask('Where?')).replacements).toEqual(['model_interrupted'])
  })

  it('WIRE-121 fails the turn where nobody can take its place, or the fault is not its own', async () => {
    await expect((await open({ script: [[failWith(down)]] })).ask('Where?')).rejects.toBe(down)
    const bug = new Error('a bug')
    await expect((await open({ script: [[failWith(bug)]], fallback: [[say('No.')]] })).ask('Where?')).rejects.toBe(bug)
    await expect((await open({ script: [[failWith(down)]], fallback: [[failWith(bug)]] })).ask('Where?')).rejects.toBe(bug)
    const list = callTool('doc_list', {})
    const endless = Array.from({ length: 9 }, (): ModelReply => [list])
    await expect((await open({ script: endless, fallback: [[say('No.')]] })).ask('Where?')).rejects.toMatchObject({ code: 'turn_limit' })
  })
})

describe('what a learner may use in a day', () => {
  it('TUTOR-88 is counted once for every turn, whatever its end; the embedded model uses nothing', async () => {
    const { daily, facts } = dailyTokens(0)
    const { ask } = await open({ script: [[search], [say('There [1].')], [say('Half'), failWith(down)]], fallback: [[say('Whole.')]], dailyTokens: daily })
    await ask('Where?')
    expect(facts).toEqual([{ fact: 'model_used', tokens: 24 }])
    await ask('And then?')
    expect(facts).toHaveLength(2)
    expect(facts[1]).toMatchObject({ fact: 'model_used', tokens: expect.any(Number) })
  })

  it('WIRE-122 ends with model_budget, is said once a day and told in every run', async () => {
    const { daily, clock, forget } = dailyTokens(10)
    const { ask, model } = await open({ script: [[say('One.')], [say('Two.')]], fallback: [[say('Three.')], [say('Four.')], [say('Five.')]], dailyTokens: daily })
    expect((await ask('1')).answer).toBe('One.')
    const first = await ask('2')
    expect(first.replacements).toEqual(['model_budget'])
    expect(first.answer).toBe('You have used the language model as much as one may in a day. Until tomorrow the embedded one answers.\n\nThree.')
    const second = await ask('3')
    expect(second).toMatchObject({ answer: 'Four.', replacements: ['model_budget'] })
    expect(model.calls).toHaveLength(1)
    clock.now += 86_400_000
    expect((await ask('4')).answer).toMatch(/^You have used/)
    forget()
    expect((await ask('5')).answer).toBe('Two.')
  })
})

describe('an open question', () => {
  const item: Item = {
    id: 'course/item',
    skill: 'course/skill',
    prompt: 'Solve 2x + 5 = 11.',
    answer: { kind: 'equation', equation: '2x + 5 = 11', variable: 'x', solutions: ['3'] },
    hints: { question: '', pointer: '', rule: '', firstStep: '' },
    solution: '2x = 6, x = 3',
    difficulty: 2,
  }

  it('TUTOR-82 is guarded, and the operator hears how often', async () => {
    const { ask, model } = await open({ script: [[say('Look here. x ', '= 3. Try', ' it.')]] })
    const turn = await ask('Tell me', { open: item, instructions: 'Do not tell.' })
    expect(turn.answer).toBe(`Look here. ${refusalToTell} Try it.`)
    expect(turn.leaks).toBe(1)
    expect(JSON.stringify(model.calls[0]?.prompt[0])).toContain('Do not tell.')
  })

  it('TUTOR-89 is guarded in what tools are called with, too', async () => {
    const { ask } = await open({ script: [[callTool('doc_search', { query: 'why x = 3 in Forest' })], [say('Look.')]] })
    const turn = await ask('Help', { open: item })
    expect(turn.tools[0]).toMatchObject({ phase: 'called', input: '{}' })
    expect(turn.answer).not.toContain('3')
  })

  it('TUTOR-85 takes the turn for the message that is answered', async () => {
    const { ask } = await open({ script: [[say('Yes, that is right!')]] })
    expect((await ask('is it 3?', { open: item })).answer).toBe(refusalToTell)
  })
})
