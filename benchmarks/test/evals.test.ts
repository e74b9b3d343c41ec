import { describe, expect, it } from 'vitest'
import { evaluations } from '../src/evals.ts'
import { isMet } from '../src/evals/evaluation.ts'

describe('evaluations', () => {
  it.each(evaluations.map((evaluation) => [evaluation.name, evaluation] as const))('%s reaches its targets', async (_, evaluation) => {
    const scores = await evaluation.run({ seed: 1, progress: () => {} })
    expect(scores.length).toBeGreaterThan(0)
    for (const score of scores) expect(isMet(score), `${score.what} is ${score.value}. Wrong: ${score.wrong?.join('; ')}`).toBe(true)
  })
})
