import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import { failWith, say, ScriptedModel, stall, waitFor } from '@tutor/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timedModel } from '../src/timed-model.ts'

const call: LanguageModelV4CallOptions = { prompt: [{ role: 'user', content: [{ type: 'text', text: 'Cells?' }] }] }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a model with a time limit', () => {
  it('MOD-24 ends a call that never begins to answer', async () => {
    const scripted = new ScriptedModel([stall()])
    const message = expect.stringContaining('did not answer in time')
    const failing = expect(read(scripted)).rejects.toMatchObject({ code: 'model_unavailable', message })
    await vi.advanceTimersByTimeAsync(1000)
    await failing
    expect(scripted.calls[0]?.abortSignal?.aborted).toBe(true)
  })

  it('MOD-24 ends a call that falls silent in mid-answer', async () => {
    const scripted = new ScriptedModel([say('Cells'), stall()])
    const seen: string[] = []
    const failing = expect(read(scripted, seen)).rejects.toMatchObject({ code: 'model_interrupted' })
    await vi.advanceTimersByTimeAsync(1000)
    await failing
    expect(seen).toEqual(['Cells'])
    expect(scripted.calls[0]?.abortSignal?.aborted).toBe(true)
  })

  it('MOD-24 measures the silence, not the whole answer', async () => {
    const pauses = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const seen: string[] = []
    const reading = read(new ScriptedModel(pauses.flatMap((pause) => [waitFor(pause.promise), say('Cells')])), seen)
    for (const pause of pauses) {
      await vi.advanceTimersByTimeAsync(900)
      pause.resolve()
    }
    await reading
    expect(seen).toEqual(['Cells', 'Cells'])
  })

  it('MOD-24 does not need the model to honour the abort', async () => {
    const deaf = new ScriptedModel()
    deaf.doStream = () => new Promise(() => {})
    deaf.doGenerate = () => new Promise(() => {})
    const streaming = expect(read(deaf)).rejects.toMatchObject({ code: 'model_unavailable' })
    const generating = expect(timedModel(deaf, 1000).doGenerate(call)).rejects.toMatchObject({
      code: 'model_unavailable',
    })
    await vi.advanceTimersByTimeAsync(1000)
    await Promise.all([streaming, generating])
  })

  it('MOD-25 does not count the time that the consumer takes', async () => {
    const pause = Promise.withResolvers<void>()
    const seen: string[] = []
    const { stream } = await timedModel(
      new ScriptedModel([say('Cells'), waitFor(pause.promise), say(' divide')]),
      1000,
    ).doStream(call)
    for await (const part of stream) {
      seen.push(part.type)
      if (part.type !== 'text-end') continue
      await vi.advanceTimersByTimeAsync(5000)
      pause.resolve()
    }
    expect(seen.at(-1)).toBe('finish')
  })

  it('MOD-21 MOD-23 names a call that fails at once and one that fails in mid-answer, and ends it', async () => {
    await expect(read(new ScriptedModel([failWith(new Error('secret'))]))).rejects.toMatchObject({
      code: 'model_unavailable',
    })
    const scripted = new ScriptedModel([say('Cells'), failWith(new Error('secret'))])
    await expect(read(scripted)).rejects.toMatchObject({ code: 'model_interrupted' })
    expect(scripted.calls[0]?.abortSignal?.aborted).toBe(true)
  })

  it("MOD-20 lets the caller's abort through with its own reason", async () => {
    const stop = new AbortController()
    const reading = read(new ScriptedModel([say('Cells'), stall()]), [], stop.signal)
    await vi.advanceTimersByTimeAsync(10)
    stop.abort(new Error('stopped by the learner'))
    await expect(reading).rejects.toThrow('stopped by the learner')
    await expect(read(new ScriptedModel([stall()]), [], stop.signal)).rejects.toThrow('stopped by the learner')
  })

  it('MOD-20 ends the request when the stream is cancelled', async () => {
    const scripted = new ScriptedModel([say('Cells')])
    const { stream } = await timedModel(scripted, 1000).doStream(call)
    await stream.cancel()
    expect(scripted.calls[0]?.abortSignal?.aborted).toBe(true)
  })
})

async function read(model: ScriptedModel, seen: string[] = [], abortSignal?: AbortSignal): Promise<void> {
  const { stream } = await timedModel(model, 1000).doStream({ ...call, ...(abortSignal && { abortSignal }) })
  for await (const part of stream) if (part.type === 'text-delta') seen.push(part.delta)
}
