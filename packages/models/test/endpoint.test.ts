import {
  callTool,
  say,
  stall,
  startModelServer,
  waitFor,
  type ModelServer,
  type ModelServerOptions,
  type ServerStep,
} from '@tutor/testkit'
import { isStepCount, jsonSchema, streamText, tool, type TextStreamPart, type ToolSet } from 'ai'
import { describe, expect, it } from 'vitest'
import { openModel, type OpenAiCompatibleSettings } from '../src/index.ts'

const apiKey = 'sk-very-secret'
const question = 'What is photosynthesis?'
const found = { verdict: 'found', passages: [{ mark: 1, quote: 'Photosynthesis turns light into energy.' }] }

async function open(server: ModelServer, settings: Partial<OpenAiCompatibleSettings> = {}) {
  return await openModel({ kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', ...settings })
}

/** One turn, driven as the agents drive it. */
async function turn(
  server: ModelServer,
  options: { settings?: Partial<OpenAiCompatibleSettings>; signal?: AbortSignal } = {},
) {
  const searches: unknown[] = []
  const { fullStream } = streamText({
    model: (await open(server, options.settings)).language,
    instructions: 'You are a tutor.',
    messages: [{ role: 'user', content: question }],
    tools: {
      doc_search: tool({
        description: 'Searches.',
        inputSchema: jsonSchema<{ query: string }>({
          type: 'object',
          properties: { query: { type: 'string' } },
          required: ['query'],
        }),
        execute: (input) => (searches.push(input), found),
      }),
    },
    stopWhen: isStepCount(4),
    maxRetries: 0,
    onError: () => {},
    ...(options.signal && { abortSignal: options.signal }),
  })
  return { parts: fullStream, searches }
}

async function textOf(
  parts: AsyncIterable<TextStreamPart<ToolSet>>,
  onDelta?: (text: string) => void,
): Promise<string> {
  let text = ''
  for await (const part of parts) {
    if (part.type === 'error') throw part.error
    if (part.type !== 'text-delta') continue
    text += part.text
    onDelta?.(text)
  }
  return text
}

/** What a turn fails with on a server that does this. */
async function failureOn(
  steps: readonly ServerStep[],
  settings: Partial<OpenAiCompatibleSettings> = {},
  server: Partial<ModelServerOptions> = {},
) {
  await using started = await startModelServer({ script: [steps], ...server })
  const { parts } = await turn(started, { settings })
  return await textOf(parts).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('an OpenAI-compatible endpoint', () => {
  it('MOD-17 MOD-18 calls a tool, gets its result back and answers', async () => {
    const script = [
      [say('Let me look.'), callTool('doc_search', { query: 'photosynthesis' })],
      [say('It turns light', ' into energy', ' [1].')],
    ]
    await using server = await startModelServer({ script, apiKey })
    const { parts, searches } = await turn(server, { settings: { apiKey } })
    expect(await textOf(parts)).toBe('Let me look.It turns light into energy [1].')
    expect(searches).toEqual([{ query: 'photosynthesis' }])

    const [first, second] = server.requests
    expect(first?.authorization).toBe(`Bearer ${apiKey}`)
    expect(first?.body).toMatchObject({
      model: 'test-model',
      stream: true,
      tools: [{ function: { name: 'doc_search', description: 'Searches.' } }],
    })
    expect(first?.body.messages).toEqual([
      { role: 'system', content: 'You are a tutor.' },
      { role: 'user', content: question },
    ])
    const [asked, answered] = second?.body.messages.slice(2) ?? []
    expect(asked).toMatchObject({
      role: 'assistant',
      content: 'Let me look.',
      tool_calls: [{ function: { name: 'doc_search', arguments: '{"query":"photosynthesis"}' } }],
    })
    expect(answered).toMatchObject({ role: 'tool', content: JSON.stringify(found) })
    expect(await second?.ended).toBe('whole')
  })

  it('MOD-17 hands on each delta when it comes', async () => {
    const rest = Promise.withResolvers<void>()
    await using server = await startModelServer({
      script: [[say('Photosynthesis'), waitFor(rest.promise), say(' is…')]],
    })
    const { parts } = await turn(server)
    // The server goes on only when the first delta has arrived.
    expect(await textOf(parts, () => rest.resolve())).toBe('Photosynthesis is…')
  })

  it('MOD-17 MOD-18 answers in one piece too, without a key', async () => {
    await using server = await startModelServer({
      script: [[say('It turns', ' light'), callTool('doc_search', { query: 'x' })]],
    })
    const { language, description } = await open(server)
    const result = await language.doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: question }] }],
    })
    expect(result.content).toMatchObject([
      { type: 'text', text: 'It turns light' },
      { type: 'tool-call', toolName: 'doc_search', input: '{"query":"x"}' },
    ])
    expect(server.requests[0]?.authorization).toBeUndefined()
    expect(description).toMatchObject({ name: 'test-model', languageModel: true })
  })

  it.each(['{"query":', '{"question":1}'])(
    'MOD-19 tells the model that the arguments %s are invalid, and goes on',
    async (input) => {
      await using server = await startModelServer({ script: [[callTool('doc_search', input)], [say('Sorry.')]] })
      const { parts } = await turn(server)
      expect(await textOf(parts)).toContain('Sorry.')
      expect(server.requests[1]?.body.messages.at(-1)).toMatchObject({ role: 'tool' })
    },
  )

  it('MOD-20 closes the request on an abort before the answer', async () => {
    await using server = await startModelServer({ script: [[stall()]] })
    const stop = new AbortController()
    const { parts } = await turn(server, { signal: stop.signal })
    const text = textOf(parts)
    const { ended } = await server.request(0)
    stop.abort()
    expect(await text).toBe('')
    expect(await ended).toBe('cut')
  })

  it('MOD-20 closes the request on an abort in mid-answer', async () => {
    await using server = await startModelServer({ script: [[say('Photosynthesis'), stall()]] })
    const stop = new AbortController()
    const { parts } = await turn(server, { signal: stop.signal })
    expect(await textOf(parts, () => stop.abort())).toBe('Photosynthesis')
    expect(await (await server.request(0)).ended).toBe('cut')
  })
})

describe('an endpoint that fails', () => {
  it('MOD-21 is model_unavailable when nobody listens', async () => {
    const server = await startModelServer({ script: [] })
    await server[Symbol.asyncDispose]()
    const { parts } = await turn(server)
    await expect(textOf(parts)).rejects.toMatchObject({
      code: 'model_unavailable',
      message: 'The language model cannot be reached: the connection was refused.',
    })
  })

  it.each([
    ['HTTP 429', { do: 'refuse', status: 429 }],
    ['HTTP 500', { do: 'refuse', status: 500 }],
    ['a closed socket', { do: 'cut' }],
    ['an empty body', { do: 'end' }],
  ] as const)('MOD-21 is model_unavailable when it answers with %s', async (_, step) => {
    expect(await failureOn([step])).toMatchObject({ code: 'model_unavailable' })
  })

  it('MOD-22 MOD-26 is model_rejected for a wrong key, and keeps the key to itself', async () => {
    const failure = await failureOn([], { apiKey }, { apiKey: 'another' })
    expect(failure).toMatchObject({ code: 'model_rejected', message: expect.stringContaining('HTTP 401') })
    expect(String(failure)).not.toContain(apiKey)
  })

  it('MOD-22 is model_rejected for an unknown model and for a request that it does not take', async () => {
    expect(await failureOn([], { model: 'unknown' })).toMatchObject({ code: 'model_rejected' })
    expect(await failureOn([{ do: 'refuse', status: 400 }])).toMatchObject({ code: 'model_rejected' })
  })

  it.each([{ do: 'cut' }, { do: 'end' }, { do: 'garble' }] as const)(
    'MOD-23 is model_interrupted after %j in mid-answer',
    async (step) => {
      expect(await failureOn([say('Photosynthesis'), step])).toMatchObject({ code: 'model_interrupted' })
    },
  )

  it('MOD-24 is model_unavailable when silent, model_interrupted when it falls silent; the request is closed', async () => {
    await using server = await startModelServer({ script: [[stall()], [say('Photosynthesis'), stall()]] })
    const settings = { timeoutMs: 100 }
    await expect(turn(server, { settings }).then(({ parts }) => textOf(parts))).rejects.toMatchObject({
      code: 'model_unavailable',
    })
    await expect(turn(server, { settings }).then(({ parts }) => textOf(parts))).rejects.toMatchObject({
      code: 'model_interrupted',
    })
    expect(await Promise.all(server.requests.map((request) => request.ended))).toEqual(['cut', 'cut'])
  })
})
