import { expect, it } from 'vitest'
import { callTool, say, startModelServer, type ModelServer } from '../src/index.ts'

const hello = { model: 'test-model', messages: [{ role: 'user', content: 'Hello' }], stream: true }

it('streams text, a tool call in fragments, the usage and the end', async () => {
  await using server = await startModelServer({
    script: [[say('Hel', 'lo'), callTool('doc_search', { query: 'cells' })]],
  })
  const events = (await (await post(server, hello)).text()).split('\n\n').filter(Boolean)
  expect(events.at(-1)).toBe('data: [DONE]')
  const chunks = events.slice(0, -1).map((each) => JSON.parse(each.replace('data: ', '')))
  const deltas = chunks.flatMap((chunk) => chunk.choices.map((choice: { delta: object }) => choice.delta))
  expect(deltas[0]).toEqual({ role: 'assistant', content: '' })
  expect(deltas.map((delta) => delta.content ?? '').join('')).toBe('Hello')
  const fragments = deltas.flatMap((delta) => delta.tool_calls ?? []).map((toolCall) => toolCall.function.arguments)
  expect(fragments.length).toBeGreaterThan(3)
  expect(fragments.join('')).toBe('{"query":"cells"}')
  expect(chunks.at(-2).choices[0].finish_reason).toBe('tool_calls')
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 12 } })
})

it.each([
  ['a tool result that nobody asked for', { messages: [{ role: 'tool', tool_call_id: 'call_1', content: '' }] }],
  [
    'a tool call without a result',
    {
      messages: [
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'x', arguments: '{}' } }],
        },
      ],
    },
  ],
  [
    'a dotted tool name',
    { tools: [{ type: 'function', function: { name: 'doc.search', parameters: { type: 'object' } } }] },
  ],
  ['no message', { messages: [] }],
])('refuses %s', async (_, wrong) => {
  await using server = await startModelServer({ script: [[say('Hello')]] })
  expect((await post(server, { ...hello, ...wrong })).status).toBe(400)
  expect(server.requests).toEqual([])
})

it('refuses another model and another key, and a request too many', async () => {
  await using server = await startModelServer({ script: [], apiKey: 'right' })
  expect((await post(server, hello, 'wrong')).status).toBe(401)
  expect((await post(server, { ...hello, model: 'other' }, 'right')).status).toBe(404)
  expect((await post(server, hello, 'right')).status).toBe(500)
})

function post(server: ModelServer, body: object, key = ''): Promise<Response> {
  return fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  })
}
