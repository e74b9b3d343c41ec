import {
  anthropicMessages,
  callTool,
  openAiResponses,
  say,
  stall,
  startWireServer,
  type ModelServer,
  type ModelServerOptions,
  type ModelWire,
  type ServerStep,
  type WireRequest,
} from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { openModel, type HostedSettings } from '../src/index.ts'
import { ask, found } from './asked-model.ts'

const apiKey = 'sk-very-secret'

async function open(kind: HostedSettings['kind'], server: { readonly baseUrl: string }, settings: Partial<HostedSettings> = {}) {
  return await openModel({ kind, baseUrl: server.baseUrl, model: 'test-model', apiKey, timeoutMs: 5_000, ...settings })
}

const services: readonly (readonly [HostedSettings['kind'], ModelWire<WireRequest>])[] = [
  ['anthropic', anthropicMessages],
  ['openai', openAiResponses],
]

describe.each(services)('a model of %s', (kind, wire) => {
  const start = (options: ModelServerOptions): Promise<ModelServer<WireRequest>> => startWireServer(wire, { apiKey, ...options })

  /** What a turn fails with on a server that does this. */
  async function failureOn(steps: readonly ServerStep[], settings: Partial<HostedSettings> = {}): Promise<unknown> {
    await using server = await start({ script: [steps] })
    return await ask(await open(kind, server, settings)).then(
      ({ text }) => text,
      (error: unknown) => error,
    )
  }

  it('MOD-28 calls a tool, gets its result back and answers, over the real wire format', async () => {
    await using server = await start({ script: [[say('Let me look.'), callTool('doc_search', { query: 'photosynthesis' })], [say('It turns light', ' into energy [1].')]] })
    const { text, searches } = await ask(await open(kind, server))
    expect(text).toBe('Let me look.It turns light into energy [1].')
    expect(searches).toEqual([{ query: 'photosynthesis' }])
    expect(JSON.stringify(server.requests[1]?.body)).toContain(JSON.stringify(JSON.stringify(found)).slice(1, -1))
    expect(JSON.stringify(server.requests[0]?.body)).toContain('doc_search')
    expect(await server.requests[1]?.ended).toBe('whole')
  })

  it('MOD-28 counts its tokens, and answers in one piece too', async () => {
    await using server = await start({ script: [[say('Hello.')], [say('Hello.')]] })
    const model = await open(kind, server)
    expect((await ask(model)).tokens).toBe(12)
    const result = await model.language.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] })
    expect(result.content).toMatchObject([{ type: 'text', text: 'Hello.' }])
  })

  it('MOD-28 MOD-19 tells the model that arguments are invalid, and goes on', async () => {
    await using server = await start({ script: [[callTool('doc_search', '{"query":')], [say('Sorry.')]] })
    expect((await ask(await open(kind, server))).text).toContain('Sorry.')
  })

  it('MOD-20 closes the request on an abort in mid-answer', async () => {
    await using server = await start({ script: [[say('Photosynthesis'), stall()]] })
    const stop = new AbortController()
    const { text } = await ask(await open(kind, server), { signal: stop.signal, onText: () => stop.abort() })
    expect(text).toBe('Photosynthesis')
    expect(await (await server.request(0)).ended).toBe('cut')
  })

  it('MOD-22 MOD-26 is model_rejected for a wrong key and an unknown model, and keeps the key to itself', async () => {
    const failure = await failureOn([], { apiKey: 'sk-other-secret' })
    expect(failure).toMatchObject({ code: 'model_rejected', message: expect.stringContaining('it does not accept the key') })
    expect(String(failure)).not.toContain('secret')
    expect(await failureOn([], { model: 'unknown' })).toMatchObject({ code: 'model_rejected', message: expect.stringContaining('does not have this model') })
  })

  it('MOD-21 is model_unavailable when it has too much to do, and says when to come again', async () => {
    expect(await failureOn([{ do: 'refuse', status: 429, retryAfter: 20 }])).toMatchObject({ code: 'model_unavailable', retryAfterMs: 20_000 })
    expect(await failureOn([{ do: 'refuse', status: 529 }])).toMatchObject({ code: 'model_unavailable' })
    expect(await failureOn([{ do: 'cut' }])).toMatchObject({ code: 'model_unavailable' })
  })

  it.each([{ do: 'cut' }, { do: 'end' }, { do: 'garble' }] as const)('MOD-23 is model_interrupted after %j in mid-answer', async (step) => {
    expect(await failureOn([say('Photosynthesis'), step])).toMatchObject({ code: 'model_interrupted' })
  })

  it('MOD-29 has the embedded model to fall back on, and says where the words go', async () => {
    const { fallback, description } = await open(kind, { baseUrl: 'http://127.0.0.1:9/v1' })
    expect(fallback?.modelId).toBe('embedded')
    expect(description.description).toMatch(kind === 'openai' ? /of OpenAI/ : /of Anthropic/)
  })
})

it('MOD-30 OpenAI is asked to keep nothing', async () => {
  await using server = await startWireServer(openAiResponses, { script: [[say('Hello.')]] })
  await ask(await open('openai', server))
  expect(server.requests[0]?.body.store).toBe(false)
})
