import type { Skill } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { diagnosticPath } from '../../src/quiz/diagnostic-path.ts'

function skill(id: string, ...requires: string[]): Skill {
  return { id, title: id, requires, explanation: '', workedExamples: [] }
}

const row = Array.from({ length: 31 }, (_, index) => skill(`s${index}`, ...(index === 0 ? [] : [`s${index - 1}`])))

/** Asks until nothing is open, of somebody who knows the first skills of the row. */
function ask(known: number): { readonly asked: string[]; readonly findings: Map<string, boolean> } {
  const findings = new Map<string, boolean>()
  for (;;) {
    const [next] = diagnosticPath(row, findings, 5 - findings.size)
    if (next === undefined) return { asked: [...findings.keys()], findings }
    findings.set(next, Number(next.slice(1)) < known)
  }
}

describe('TUTOR-2 a diagnostic', () => {
  it('finds the border in a row of skills as a binary search does', () => {
    expect(ask(0).asked).toEqual(['s15', 's7', 's3', 's1', 's0'])
    expect(ask(31).asked).toEqual(['s15', 's23', 's27', 's29', 's30'])
    for (let known = 0; known <= row.length; known++) {
      const { findings } = ask(known)
      const right = [...findings].flatMap(([id, isRight]) => (isRight ? [Number(id.slice(1))] : []))
      expect(Math.max(-1, ...right)).toBe(known - 1)
    }
  })

  it('asks both ways where two skills build on one', () => {
    const fork = [skill('root'), skill('left', 'root'), skill('left-more', 'left'), skill('right', 'root')]
    expect(diagnosticPath(fork, new Map([['left', true]]), 5)).toEqual(['left-more', 'right'])
    expect(diagnosticPath(fork, new Map([['left', false]]), 5)).toEqual(['root', 'right'])
    expect(diagnosticPath(fork, new Map([['left', false], ['right', false]]), 5)).toEqual(['root'])
  })

  it('goes far from what was asked where skills do not build on each other', () => {
    const apart = Array.from({ length: 9 }, (_, index) => skill(`a${index}`))
    expect(diagnosticPath(apart, new Map(), 5)).toEqual(['a4', 'a1', 'a6', 'a0', 'a2'])
  })

  it('draws nothing from an answer that cannot be told', () => {
    expect(diagnosticPath(row.slice(0, 3), new Map([['s1', undefined]]), 5)).toEqual(['s0', 's2'])
    expect(diagnosticPath([], new Map(), 5)).toEqual([])
  })
})
