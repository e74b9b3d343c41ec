import type { OpenQuestion } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { readConfidence, route } from '../../src/orchestrator/route.ts'

function question(answerKind: OpenQuestion['item']['answerKind'] = 'number', awaits: OpenQuestion['awaits'] = 'answer'): OpenQuestion {
  const item = { id: 'c/s/1', skill: 'c/s', prompt: '1 + 1', answerKind }
  return { questionId: 'q', item, purpose: 'lesson', asksConfidence: false, expiresAt: 1, askedAt: 0, attempts: 0, hintLevel: 0, tried: false, idleRequests: 0, awaits }
}

function routed(text: string, open?: OpenQuestion, mode: 'learn' | 'ask' = 'learn'): string {
  const request = route(text, { question: open, mode })
  switch (request.kind) {
    case 'command':
      return `/${request.command.name} ${request.command.argument}`.trim()
    case 'confidence':
      return `sure ${request.confidence}`
    default:
      return request.kind
  }
}

describe('a message', () => {
  it.each([
    ['/start', '/start'],
    ['  /Quiz two-step 4 ', '/quiz two-step 4'],
    ['/etc is what?', 'talk'],
    ['/hnit', 'unknown_command'],
    ['/hint\n/reveal', 'several'],
    ['/note One\n/hint two', '/note One\n/hint two'],
    ['help', '/help'],
    ['I want to learn about fractions', '/learn fractions'],
    ['Start', '/start'],
    ["let's begin!", '/start'],
    ['Quiz me on my notes', '/quiz notes'],
    ['quiz me about fractions', '/quiz fractions'],
    ['Exam in 14 days', '/plan in 14 days'],
    ['Make me a plan for linear equations by Friday', '/plan linear equations by friday'],
    ['What should I do today?', '/today'],
    ['How am I doing?', '/progress'],
    ['forget everything', '/forget everything'],
    ['explain distributing', '/explain distributing'],
    ['explain why the sky is blue', 'talk'],
    ['What is osmosis?', 'talk'],
    ['42', 'talk'],
  ])('TUTOR-25 without an open question: %s is %s', (text, request) => {
    expect(routed(text)).toBe(request)
  })

  it.each([
    ['12', 'number', 'answer'],
    ['x = 3', 'equation', 'answer'],
    ['I think it is twelve', 'number', 'answer'],
    ['/hnit', 'text', 'unknown_command'],
    ['help me', 'number', '/hint'],
    ['Why', 'number', 'talk'],
    ['why', 'text', 'answer'],
    ['What is a like term?', 'algebra', 'talk'],
    ['why do I have to turn the sign around', 'number', 'talk'],
    ['How', 'text', 'answer'],
    ['what goes in comes out', 'points', 'answer'],
    ['const f = (a) => a ? 1 : 2 // really?', 'code', 'answer'],
    ['how does if work here', 'code', 'talk'],
    ['What is a function?', 'code', 'talk'],
    ['Can you show me the solution?', 'code', '/reveal'],
    ['Could you please tell me the answer?', 'number', '/reveal'],
    ['Can I have a hint?', 'number', '/hint'],
    ['Can you tell me what that is?', 'number', 'talk'],
    ['just tell me', 'equation', '/reveal'],
    ['Just tell me the answer please', 'equation', '/reveal'],
    ["I don't know", 'number', '/hint'],
    ['another hint', 'number', '/hint'],
    ['skip this question', 'number', '/skip'],
    ['stop', 'number', '/stop'],
    ['/sure 80', 'number', '/sure 80'],
  ] as const)('TUTOR-26 to an open question: %s (%s) is %s', (text, kind, request) => {
    expect(routed(text, question(kind))).toBe(request)
  })

  it.each([
    ['80', 'sure 0.8'],
    ['80 %', 'sure 0.8'],
    ['pretty sure', 'sure 0.8'],
    ['no idea', 'sure 0.05'],
    ['fifty-fifty', 'sure 0.5'],
    ['x = 3', 'answer'],
    ['130', 'answer'],
    ['/hint', '/hint'],
  ])('TUTOR-25 where it is asked how sure the learner is: %s is %s', (text, request) => {
    expect(routed(text, question('equation', 'confidence'))).toBe(request)
  })

  it.each([
    ['Because both sides stay equal', 'explanation'],
    ['ok', '/next'],
    ['next', '/next'],
    ['Is that always so?', 'talk'],
  ])('TUTOR-25 after a success: %s is %s', (text, request) => {
    expect(routed(text, question('number', 'explanation'))).toBe(request)
  })

  it.each(['.', '?', '!', ' ', '\n', 'a ', '/hint\n', 'help', 'explain '])('TUTOR-35 of any length is routed at once: 60,000 characters of %j', (part) => {
    const text = `a${part.repeat(60_000 / part.length)}x`
    const before = performance.now()
    for (const each of [text, text.slice(1), `/quiz ${text}`]) {
      for (const open of [undefined, question('number'), question('number', 'confidence'), question('number', 'explanation')]) routed(each, open)
    }
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('TUTOR-31 in the mode that only answers, short words mean nothing special', () => {
    expect(routed('start', undefined, 'ask')).toBe('talk')
    expect(routed('/start', undefined, 'ask')).toBe('/start')
    expect(routed('stop', question(), 'ask')).toBe('/stop')
  })

  it('TUTOR-25 says how sure in words or numbers', () => {
    expect(['100', '0', 'very sure', 'not sure', 'perhaps', '101', 'banana'].map(readConfidence)).toEqual([1, 0, 0.95, 0.25, 0.5, undefined, undefined])
  })
})
