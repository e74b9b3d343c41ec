import { expect, it } from 'vitest'
import { callTool, failWith, say, ScriptedModel, stall, waitFor } from '../src/index.ts'

const call = { prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Cells?' }] }] }

it('plays one reply a call and records the calls', async () => {
  const model = new ScriptedModel([say('Cells', ' divide.')], [callTool('doc_search', { query: 'cells' })])
  expect(await typesOf(model)).toEqual(['stream-start', 'text-start', 'text-delta', 'text-delta', 'text-end', 'finish'])
  expect(await typesOf(model)).toEqual([
    'stream-start',
    'tool-input-start',
    'tool-input-delta',
    'tool-input-end',
    'tool-call',
    'finish',
  ])
  expect(model.calls).toEqual([call, call])
  await expect(typesOf(model)).rejects.toThrow('no reply to call 3')
})

it('answers in one piece as well', async () => {
  const model = new ScriptedModel([say('Cells'), callTool('doc_search', 'no JSON')])
  expect(await model.doGenerate(call)).toMatchObject({
    content: [
      { type: 'text', text: 'Cells' },
      { type: 'tool-call', toolName: 'doc_search', input: 'no JSON' },
    ],
    finishReason: { unified: 'tool-calls' },
  })
})

it('waits for the test, and no longer than until the abort', async () => {
  const pause = Promise.withResolvers<void>()
  const released = typesOf(new ScriptedModel([waitFor(pause.promise), say('Cells')]))
  pause.resolve()
  expect(await released).toContain('text-delta')
  const stop = new AbortController()
  const stalled = typesOf(new ScriptedModel([stall()]), stop.signal)
  stop.abort(new Error('stopped'))
  await expect(stalled).rejects.toThrow('stopped')
})

it('fails the call with its first step, the stream with a later one', async () => {
  await expect(typesOf(new ScriptedModel([failWith(new Error('down'))]))).rejects.toThrow('down')
  expect(await typesOf(new ScriptedModel([say('Cells'), failWith(new Error('down'))]))).toContain('error')
})

async function typesOf(model: ScriptedModel, abortSignal?: AbortSignal): Promise<string[]> {
  const { stream } = await model.doStream({ ...call, ...(abortSignal && { abortSignal }) })
  const types = []
  for await (const part of stream) types.push(part.type)
  return types
}
