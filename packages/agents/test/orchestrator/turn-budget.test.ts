import { defaultTurnLimits, type TurnLimits } from '@tutor/protocol'
import { callTool, say, ScriptedModel, type ModelReply } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { DocumentAgent, Orchestrator } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { RecordedTurn } from './recorded-turn.ts'
import { Shelf } from '../document/shelf.ts'
import { idleTeaching } from '../tutoring/idle-teaching.ts'

/** Lets an orchestrator with a scripted model answer a question within limits. */
async function ask(limits: Partial<TurnLimits>, model: ScriptedModel) {
  const tools = new DirectTools()
  tools.document = new DocumentAgent(new Shelf(), tools, async () => {})
  const description = { name: 'scripted', languageModel: true, description: 'A scripted model.' }
  const orchestrator = new Orchestrator({ tools, model: { language: model, description }, session: { teaching: idleTeaching() }, limits: { ...defaultTurnLimits, ...limits } })
  const turn = new RecordedTurn('What do I have?')
  const end = await orchestrator.answer(turn).then(() => 'answered', (error: { code?: string }) => error.code)
  return { end, turn, tools }
}

const list = callTool('doc_list', {})
const words = (count: number): ModelReply => [say(...Array.from({ length: count }, () => 'word'))]

/** A provider that counts so many tokens for every call. */
class CountingModel extends ScriptedModel {
  readonly #tokens: number | undefined

  constructor(tokens: number | undefined, ...replies: readonly ModelReply[]) {
    super(...replies)
    this.#tokens = tokens
  }

  override async doStream(options: Parameters<ScriptedModel['doStream']>[0]) {
    const { stream } = await super.doStream(options)
    const total = this.#tokens
    const usage = {
      inputTokens: { total, noCache: total, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: total && 0, text: total && 0, reasoning: undefined },
    }
    return { stream: stream.pipeThrough(new TransformStream({ transform: (part, out) => out.enqueue(part.type === 'finish' ? { ...part, usage } : part) })) }
  }
}

test('S14 a model that asks for tools without end is stopped after its steps', async () => {
  const model = new ScriptedModel(...Array.from({ length: 9 }, () => [list]))
  expect(await ask({ steps: 3 }, model)).toMatchObject({ end: 'turn_limit' })
  expect(model.calls).toHaveLength(3)
})

test('S14 a model that answers at its last step has answered', async () => {
  expect(await ask({ steps: 3 }, new ScriptedModel([list], [list], [say('Nothing.')]))).toMatchObject({ end: 'answered' })
})

test('S14 no tool runs beyond the number of calls, also when several are asked for at once', async () => {
  const { end, tools } = await ask({ toolCalls: 4 }, new ScriptedModel([list, list, list], [list, list], [say('Never said.')]))
  expect(end).toBe('turn_limit')
  expect(tools.calls).toHaveLength(4)
})

test('S14 calls of tools that are not there count, too', async () => {
  const calls = Array.from({ length: 5 }, () => callTool('shell', {}))
  expect(await ask({ toolCalls: 4 }, new ScriptedModel(calls, [say('Never said.')]))).toMatchObject({ end: 'turn_limit' })
})

test('S14 the tokens that a provider counts add up over the calls of a turn', async () => {
  const script: ModelReply[] = [[list], [list], [say('Nothing.')]]
  expect(await ask({ tokens: 300 }, new CountingModel(100, ...script))).toMatchObject({ end: 'answered' })
  expect(await ask({ tokens: 299 }, new CountingModel(100, ...script))).toMatchObject({ end: 'turn_limit' })
})

test('S14 without a count of its provider a token is four characters, of what was read and written', async () => {
  // The instructions are read, too, and about 200 tokens long.
  expect(await ask({ tokens: 1_050 }, new CountingModel(undefined, words(1_000)))).toMatchObject({ end: 'turn_limit' })
  expect(await ask({ tokens: 1_500 }, new CountingModel(undefined, words(1_000)))).toMatchObject({ end: 'answered' })
})

test('S14 an answer is stopped while it is written, and not only when its provider has counted it', async () => {
  const { end, turn } = await ask({ tokens: 100 }, new ScriptedModel(words(100_000)))
  expect(end).toBe('turn_limit')
  expect(turn.answer.length).toBeLessThanOrEqual(400)
})

test('S14 the input of a tool counts as it is written', async () => {
  const { end, tools } = await ask({ tokens: 1_000 }, new ScriptedModel([callTool('doc_search', { query: 'x'.repeat(1_000_000) })], [say('Never said.')]))
  expect(end).toBe('turn_limit')
  expect(tools.calls).toEqual([])
})

test('S14 a model is told how many tokens it may write where a number is set, and none otherwise', async () => {
  const model = new ScriptedModel([say('One.')], [say('Two.')])
  await ask({ outputTokens: 77 }, model)
  await ask({}, model)
  expect(model.calls.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([77, undefined])
})
