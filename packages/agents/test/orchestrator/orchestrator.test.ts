import { callTool, failWith, say, ScriptedModel, stall, type ModelReply } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { DocumentAgent, Orchestrator, type Exchange, type MaterialChange } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { RecordedTurn } from './recorded-turn.ts'
import { Shelf } from '../document/shelf.ts'
import { idleTeaching } from '../tutoring/idle-teaching.ts'

/** An orchestrator with a scripted model, and a shelf that holds one line about the Danube. */
async function open(...script: ModelReply[]) {
  const shelf = new Shelf()
  const tools = new DirectTools()
  const changes: MaterialChange[] = []
  const model = new ScriptedModel(...script)
  tools.document = new DocumentAgent(shelf, tools, async (change) => {
    changes.push(change)
  })
  await shelf.add({ name: 'rivers.txt', bytes: Buffer.from('The Danube rises in the Black Forest.') })
  const teaching = idleTeaching()
  const orchestrator = new Orchestrator({
    tools,
    model: { language: model, description: { name: 'scripted', languageModel: true, description: 'A scripted model.' } },
    session: { teaching },
  })
  async function ask(text: string, history: readonly Exchange[] = []): Promise<RecordedTurn> {
    const turn = new RecordedTurn(text, history)
    await orchestrator.answer(turn)
    return turn
  }
  return { shelf, tools, changes, model, orchestrator, ask }
}

const search = callTool('doc_search', { query: 'Where is the Danube' })
const miss = callTool('doc_search', { query: 'Where is the Amazon' })

test('AGENT-1 AGENT-2 a verified passage can be cited; a mark without one goes; what was cited is listed', async () => {
  const { ask } = await open([search], [say('It rises in the Black ', 'Forest [', '1', ']. It is long [2], [Danube].')])
  const turn = await ask('Where does the Danube rise?')
  expect(turn.answer).toBe(
    'It rises in the Black Forest [1]. It is long, [Danube].\n\nSources:\n[1] rivers.txt, line 1: “The Danube rises in the Black Forest.”',
  )
  expect(turn.citations).toMatchObject([{ mark: 1, documentName: 'rivers.txt', quote: 'The Danube rises in the Black Forest.' }])
})

test('AGENT-1 a passage whose quote does not stand in the document is not shown to the model and cannot be cited', async () => {
  const { ask, shelf, model } = await open([search], [say('It rises there [1].')])
  shelf.lie = 'The Danube rises on the moon.'
  const turn = await ask('Where does the Danube rise?')
  expect(JSON.stringify(model.calls[1]?.prompt)).not.toContain('Black Forest')
  expect(turn.answer).toMatch(/^That is not in your material\./)
  expect(turn.citations).toEqual([])
})

test('AGENT-3 material without an answer is said to have none, with the nearest places, whatever the model says', async () => {
  const { ask } = await open([miss], [say('The Amazon is in Brazil [1].')])
  const turn = await ask('Where is the Amazon?')
  expect(turn.answer).toBe('That is not in your material. The nearest places are:\n- Its only line (rivers.txt, line 1)')
})

test('AGENT-3 a search that misses does not count when another one finds', async () => {
  const { ask } = await open([miss], [search], [say('In the Black Forest [1].')])
  expect((await ask('Where does it rise?')).answer).toMatch(/^In the Black Forest \[1\]\./)
})

test('AGENT-3 without documents the learner is told to add one', async () => {
  const { ask, shelf } = await open([search], [say('Nothing.')])
  shelf.remove('id-of-rivers.txt')
  expect((await ask('Where is the Danube?')).answer).toMatch(/^I have no material from you yet/)
})

test('AGENT-4 a model is offered tools that read, and one that asks for another gets nothing done', async () => {
  const { ask, model, tools, shelf } = await open(
    [callTool('doc_remove', { documentId: 'id-of-rivers.txt' })],
    [say('I tried.')],
  )
  expect((await ask('Forget the Danube')).answer).toBe('I tried.')
  expect(model.calls[0]?.tools?.map((tool) => tool.name).toSorted()).toEqual(['doc_list', 'doc_outline', 'doc_read', 'doc_search'])
  expect(tools.calls).toEqual([])
  expect(shelf.list()).toHaveLength(1)
})

test('AGENT-5 an empty answer is an error', async () => {
  const { ask } = await open([say('')])
  await expect(ask('Hello')).rejects.toMatchObject({ code: 'model_interrupted' })
})

test('AGENT-6 commands are obeyed without a model', async () => {
  const { ask, changes } = await open()
  expect((await ask('/help')).answer).toMatch(/^A scripted model\.\n\nLearn\n[^]*\/documents/)
  expect((await ask('/documents')).answer).toBe('- rivers.txt (1 line)')
  expect((await ask(' /note Etna is a volcano, on Sicily. ')).answer).toBe('Added “Etna is a volcano on Sicily.md” to your documents.')
  expect((await ask('/remove rivers.txt')).answer).toBe('Removed “rivers.txt”.')
  expect(changes.map(({ change }) => change)).toEqual(['added', 'removed'])
  await expect(ask('/remove rivers.txt')).rejects.toMatchObject({ code: 'document_unknown' })
  await expect(ask('/note ')).rejects.toMatchObject({ code: 'document_empty' })
})

test('AGENT-11 a note that is taken again is the same document', async () => {
  const { ask, changes, shelf } = await open()
  const note = '/note Etna is a volcano'
  expect((await ask(note)).answer).toBe((await ask(note)).answer)
  expect(shelf.list().map(({ name }) => name)).toEqual(['rivers.txt', 'Etna is a volcano.md'])
  expect(changes).toMatchObject([{ change: 'added', blobs: [{}, {}] }, { change: 'added', blobs: [] }])
})

test('AGENT-6 a text that only looks like a command is a question', async () => {
  const { ask } = await open([say('A folder.')])
  expect((await ask('/etc is what?')).answer).toBe('A folder.')
})

test('AGENT-7 a model is reminded of the exchanges that the turn brings, and of nothing else', async () => {
  const { ask, model } = await open([say('first answer')], [say('second answer')])
  await ask('first question')
  await ask('second question', [
    { question: 'old question', answer: 'old answer' },
    { question: '/documents', answer: '- rivers.txt (1 line)' },
    { question: 'newer question', answer: 'newer answer' },
  ])
  const said = model.calls[1]?.prompt.filter(({ role }) => role !== 'system').map(({ role, content }) => [role, content])
  expect(said).toEqual([
    ['user', [expect.objectContaining({ text: 'old question' })]],
    ['assistant', [expect.objectContaining({ text: 'old answer' })]],
    ['user', [expect.objectContaining({ text: 'newer question' })]],
    ['assistant', [expect.objectContaining({ text: 'newer answer' })]],
    ['user', [expect.objectContaining({ text: 'second question' })]],
  ])
})

test('AGENT-8 a failing tool is told to the model, which goes on', async () => {
  const { ask, model } = await open([callTool('doc_read', { documentId: 'none', start: 0, end: 1 })], [say('I could not read it.')])
  expect((await ask('Read it')).answer).toBe('I could not read it.')
  expect(JSON.stringify(model.calls[1]?.prompt)).toContain('No document with this id')
})

test('AGENT-8 a tool call with nonsense for input is told to the model, which goes on', async () => {
  const { ask } = await open([callTool('doc_search', '{"query":')], [say('Once more, please.')])
  expect((await ask('Where?')).answer).toBe('Once more, please.')
})

test('AGENT-8 a failing model fails the turn with its error', async () => {
  const failure = new Error('the model broke')
  const { ask } = await open([say('Half'), failWith(failure)])
  await expect(ask('Hello')).rejects.toBe(failure)
})

test('AGENT-9 an aborted turn stops the model and rejects', async () => {
  const { model, orchestrator } = await open([say('Once upon a time'), stall()])
  const turn = new RecordedTurn('Tell me a story')
  const answered = orchestrator.answer(turn)
  while (turn.deltas.length === 0) await new Promise(setImmediate)
  turn.abort()
  await expect(answered).rejects.toMatchObject({ name: 'AbortError' })
  expect(model.calls[0]?.abortSignal?.aborted).toBe(true)
})
