import { EventType, type AgUiEvent, type EventEnvelope } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { Findings } from '../src/proof.ts'
import { proofs } from '../src/proofs.ts'
import { parseProveCommand } from '../src/prove-command.ts'
import { checkEffects } from '../src/proving/check-effects.ts'
import type { Asked } from '../src/proving/learner.ts'
import { Random } from '../src/proving/random.ts'
import { Transcript } from '../src/proving/transcript.ts'

const asked: Asked = {
  message: { type: 'run', runId: 'r1', message: { id: 'm1', content: 'hello' } },
  acknowledged: true,
  ended: Promise.resolve(),
}
const input = { threadId: 't', runId: 'r1', messages: [{ id: 'm1', role: 'user' as const, content: 'hello' }], tools: [], context: [] }
const begun: AgUiEvent = { type: EventType.RUN_STARTED, threadId: 't', runId: 'r1', input }
const opened: AgUiEvent = { type: EventType.TEXT_MESSAGE_START, messageId: 'a1', role: 'assistant' }
const finished: AgUiEvent = { type: EventType.RUN_FINISHED, threadId: 't', runId: 'r1' }
const restarted: AgUiEvent = { type: EventType.CUSTOM, name: 'tutor.run_restarted', value: { runId: 'r1', attempt: 2 } }

function said(delta: string): AgUiEvent {
  return { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'a1', delta }
}

describe('the check of effects', () => {
  function findingsFor(events: readonly AgUiEvent[]): Findings {
    const findings = new Findings()
    checkEffects([asked], events.map((event) => ({ event })), { findings, echo: true })
    return findings
  }

  it.each([
    ['an answer', [begun, opened, said('hel'), said('lo'), finished]],
    ['an answer that was begun anew', [begun, opened, said('he'), restarted, opened, said('hello'), finished]],
  ])('is content with %s', (_, events) => {
    expect(findingsFor(events)).toMatchObject({ holds: true, checked: 1, faults: [] })
  })

  it.each([
    ['nothing', [], { lost: 1, duplicated: 0 }],
    ['no end', [begun, opened, said('hello')], { lost: 1, duplicated: 0 }],
    ['two answers', [begun, opened, said('hello'), finished, begun, opened, said('hello'), finished], { lost: 0, duplicated: 1 }],
    ['two ends', [begun, opened, said('hello'), finished, finished], { lost: 0, duplicated: 1 }],
    ['the words of another', [begun, opened, said('goodbye'), finished], { lost: 0, duplicated: 0 }],
  ])('finds %s', (_, events, counts) => {
    expect(findingsFor(events)).toMatchObject({ holds: false, ...counts })
  })

  it('does not call proved what was not looked at', () => {
    expect(new Findings().holds).toBe(false)
  })
})

describe('a transcript', () => {
  function transcript(...events: (readonly [epoch: number, seq: number, event: AgUiEvent])[]) {
    const faults: string[] = []
    const kept = new Transcript((what) => faults.push(what))
    for (const [epoch, seq, event] of events) {
      const envelope: EventEnvelope = { type: 'event', epoch, seq, event }
      kept.add({ ...envelope, frame: JSON.stringify(envelope), at: 0 })
    }
    return { kept, faults }
  }

  it('takes events one after the other, and lets text be taken back', () => {
    const { kept, faults } = transcript([1, 1, begun], [1, 2, opened], [1, 3, said('he')])
    expect(kept.rewind(2).map(({ seq }) => seq)).toEqual([3])
    expect(kept.position).toEqual({ epoch: 1, seq: 2 })
    expect(faults).toEqual([])
  })

  it.each([
    ['a gap', transcript([1, 1, begun], [1, 3, finished])],
    ['an event twice', transcript([1, 1, begun], [1, 1, begun])],
    ['an epoch that falls', transcript([2, 1, begun], [1, 2, finished])],
  ])('finds %s', (_, { faults }) => expect(faults).toHaveLength(1))

  it('finds that an event was taken back that had to be on disk', () => {
    const { kept, faults } = transcript([1, 1, begun], [1, 2, opened])
    kept.rewind(1)
    expect(faults).toEqual([expect.stringContaining('TEXT_MESSAGE_START')])
  })
})

it('a seed repeats what was done at random', () => {
  const draw = (seed: number) => {
    const random = new Random(seed)
    return [random.fraction(), random.between(1, 6), random.words(3), random.pick(['a', 'b', 'c']), random.chance(0.5)]
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

describe('the command line of the proofs', () => {
  const parse = (line: string) => parseProveCommand(line.split(' '), proofs)

  it('takes ids in any case, runs and a seed, and all', () => {
    expect(parse('d1 D5 --runs 500 --seed 42')).toMatchObject({ kind: 'prove', proofs: [{ id: 'D1' }, { id: 'D5' }], runs: 500, seed: 42 })
    expect(parse('all')).toEqual({ kind: 'prove', proofs, runs: undefined, seed: undefined })
  })

  it('lists every proof when none is named', () => {
    const command = parseProveCommand([], proofs)
    for (const { id } of proofs) expect(command).toMatchObject({ kind: 'help', text: expect.stringContaining(`  ${id} `) })
  })

  it.each([
    ['d99', 'There is no proof of "d99"'],
    ['d1 --runs 0', '--runs must be a whole number from 1'],
    ['d1 --seed x', '--seed must be a whole number from 0'],
    ['d1 --fast', "Unknown option '--fast'"],
  ])('refuses %j', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})
