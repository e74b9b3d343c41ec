import { describe, expect, it } from 'vitest'
import { openModel, type Model } from '../../src/index.ts'
import type { LocalModel, LocalPrompt } from '../../src/local/local-model.ts'
import { LocalServer } from '../../src/local/local-server.ts'
import { ask } from '../asked-model.ts'

const apiKey = 'local-secret'

/** A full local model that says what it is told to, when the test lets it. */
class ScriptedLocalModel implements LocalModel {
  readonly prompts: LocalPrompt[] = []
  readonly #texts: readonly string[]
  readonly #arrivals: PromiseWithResolvers<void>[] = []
  gate: Promise<void> = Promise.resolve()
  running = 0
  most = 0
  aborted = 0

  constructor(...texts: readonly string[]) {
    this.#texts = texts
  }

  arrival(index: number): PromiseWithResolvers<void> {
    return (this.#arrivals[index] ??= Promise.withResolvers())
  }

  async answer(prompt: LocalPrompt, { signal, onText }: Parameters<LocalModel['answer']>[1]) {
    const index = this.prompts.push(prompt) - 1
    this.most = Math.max(this.most, ++this.running)
    try {
      this.arrival(index).resolve()
      const stopped = Promise.withResolvers<never>()
      signal.addEventListener('abort', () => stopped.reject(signal.reason), { once: true })
      stopped.promise.catch(() => this.aborted++)
      for (const text of this.#texts) onText(text)
      await Promise.race([this.gate, stopped.promise])
      return { inputTokens: 20, outputTokens: 3 }
    } finally {
      this.running--
    }
  }
}

async function open(server: LocalServer, key = apiKey): Promise<Model> {
  return await openModel({ kind: 'gguf', path: 'a.gguf', threads: 1, timeoutMs: 5_000, endpoint: { baseUrl: `http://127.0.0.1:${server.port}/v1`, apiKey: key } })
}

describe('a model of a file', () => {
  it('MOD-33 is given what was searched for it, and phrases the answer', async () => {
    const local = new ScriptedLocalModel('It turns light ', 'into energy [1].')
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    const { text, searches, tokens } = await ask(await open(server))
    expect(searches).toEqual([{ query: 'What is photosynthesis?' }])
    expect(text).toBe('It turns light into energy [1].')
    expect(tokens).toBe(23)
    expect(local.prompts).toHaveLength(1)
    expect(local.prompts[0]).toMatchObject({ instructions: 'You are a tutor.', messages: [{ role: 'user' }] })
    expect(local.prompts[0]?.messages[0]?.text).toMatch(/^Passages from my documents:\n\[1\] Photosynthesis turns light into energy\.\n\n[^]*What is photosynthesis\?$/)
  })

  it('MOD-34 computes one answer at a time, and those who come are served in turn', async () => {
    const local = new ScriptedLocalModel('Yes.')
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    const model = await open(server)
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(model)))
    expect(answers.map(({ text }) => text)).toEqual(['Yes.', 'Yes.', 'Yes.', 'Yes.'])
    expect(local.most).toBe(1)
  })

  it('MOD-34 refuses one too many, which may come again', async () => {
    const local = new ScriptedLocalModel('Yes.')
    const gate = Promise.withResolvers<void>()
    local.gate = gate.promise
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    const model = await open(server)
    const answers = Promise.allSettled(Array.from({ length: 10 }, () => ask(model).finally(() => gate.resolve())))
    const failed = (await answers).flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(failed).toMatchObject([{ code: 'model_unavailable', retryAfterMs: 5_000 }])
  })

  it('MOD-35 stops computing when the learner does', async () => {
    const local = new ScriptedLocalModel('Once upon a time')
    local.gate = new Promise(() => {})
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    const stop = new AbortController()
    const { text } = await ask(await open(server), { signal: stop.signal, onText: () => stop.abort() })
    expect(text).toBe('Once upon a time')
    await expect.poll(() => local.running).toBe(0)
    expect(local.aborted).toBe(1)
  })

  it('MOD-36 answers nobody without the key', async () => {
    const local = new ScriptedLocalModel('Yes.')
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    await expect(ask(await open(server, 'another-key'))).rejects.toMatchObject({ code: 'model_rejected' })
    expect(local.prompts).toEqual([])
    const request = { method: 'POST', headers: { Authorization: `Bearer ${apiKey}` }, body: '{"messages":[]}' }
    expect((await fetch(`http://127.0.0.1:${server.port}/v1/chat/completions`, request)).status).toBe(400)
  })

  it.each([
    ['model_unavailable', 'before its first word', []],
    ['model_interrupted', 'after it', ['Half']],
  ] as const)('MOD-21 MOD-23 is %s when it fails %s', async (code, _, texts) => {
    const local = new ScriptedLocalModel(...texts)
    const gate = Promise.withResolvers<void>()
    local.gate = gate.promise
    await using server = await LocalServer.start(local, { apiKey, port: 0 })
    const fail = (): void => gate.reject(new Error('out of memory'))
    if (texts.length === 0) void local.arrival(0).promise.then(fail)
    await expect(ask(await open(server), { onText: fail })).rejects.toMatchObject({ code })
  })
})
