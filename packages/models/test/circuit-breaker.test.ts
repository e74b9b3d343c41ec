import { TutorError } from '@tutor/protocol'
import { failWith, say, ScriptedModel } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { CircuitBreaker } from '../src/circuit-breaker.ts'
import { timedModel } from '../src/timed-model.ts'

const limits = { failures: 2, restMs: 30_000 }

/** A breaker, its clock and a way to let calls end. */
function open() {
  let now = 0
  const breaker = new CircuitBreaker(() => now, limits)
  return {
    breaker,
    wait: (ms: number) => void (now += ms),
    fail: (retryAfterMs?: number) => breaker.failed(new TutorError('model_unavailable', undefined, { retryAfterMs })),
  }
}

describe('a circuit breaker', () => {
  it('MOD-32 opens after failures in a row and says when it closes', () => {
    const { breaker, fail, wait } = open()
    fail()
    expect(() => breaker.assertClosed()).not.toThrow()
    fail()
    expect(() => breaker.assertClosed()).toThrow(/asked again in 30 s/)
    wait(29_999)
    expect(() => breaker.assertClosed()).toThrow(/asked again in 1 s/)
    wait(1)
    expect(() => breaker.assertClosed()).not.toThrow()
  })

  it('MOD-32 opens again at the next failure, and forgets at a success', () => {
    const { breaker, fail, wait } = open()
    fail()
    fail()
    wait(30_000)
    fail()
    expect(() => breaker.assertClosed()).toThrow()
    wait(30_000)
    breaker.succeeded()
    fail()
    expect(() => breaker.assertClosed()).not.toThrow()
  })

  it('MOD-32 rests for as long as the endpoint asks, within reason', () => {
    const { breaker, fail, wait } = open()
    fail()
    fail(60_000)
    wait(59_000)
    expect(() => breaker.assertClosed()).toThrow(/1 s/)
    wait(1_000)
    fail(86_400_000)
    expect(() => breaker.assertClosed()).toThrow(/600 s/)
  })

  it('MOD-32 does not count what is refused for what it says: one learner must not stop the others', () => {
    const { breaker } = open()
    for (let i = 0; i < 9; i++) breaker.failed(new TutorError('model_rejected'))
    expect(() => breaker.assertClosed()).not.toThrow()
  })

  it('MOD-32 keeps calls from the model, which is asked again after the rest', async () => {
    const { breaker, wait } = open()
    const model = new ScriptedModel([failWith(new Error('one'))], [say('Half'), failWith(new Error('two'))], [say('Whole')])
    const timed = timedModel(model, 1_000, breaker)
    const read = async (): Promise<void> => {
      const { stream } = await timed.doStream({ prompt: [] })
      for await (const _ of stream);
    }
    await expect(read()).rejects.toMatchObject({ code: 'model_unavailable' })
    await expect(read()).rejects.toMatchObject({ code: 'model_interrupted' })
    await expect(read()).rejects.toMatchObject({ code: 'model_unavailable', retryAfterMs: 30_000 })
    expect(model.calls).toHaveLength(2)
    wait(30_000)
    await read()
    expect(model.calls).toHaveLength(3)
  })

  it('MOD-32 does not count what its caller has stopped', async () => {
    const { breaker } = open()
    const timed = timedModel(new ScriptedModel(), 1_000, breaker)
    for (let i = 0; i < 3; i++) await expect(timed.doStream({ prompt: [], abortSignal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped')
    expect(() => breaker.assertClosed()).not.toThrow()
  })
})
