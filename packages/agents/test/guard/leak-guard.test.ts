import type { AnswerKey, Item } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { LeakGuard, refusalToTell, type GuardedTalk } from '../../src/index.ts'

const hints = { question: 'q', pointer: 'p', rule: 'r', firstStep: 'f' }

function item(prompt: string, answer: AnswerKey, more: Partial<Item> = {}): Item {
  return { id: prompt, skill: 'course/skill', prompt, answer, hints, solution: '', difficulty: 2, ...more }
}

const equation = item(
  'Solve 2x + 5 = 11.',
  { kind: 'equation', equation: '2x + 5 = 11', variable: 'x', solutions: ['3'] },
  { solution: 'Subtract 5 from both sides: 2x = 6. Divide both sides by 2: x = 3.' },
)

/** What the learner sees of a reply that comes in pieces of this length. */
function shown(reply: string, talk: GuardedTalk, length = 5): string {
  const guard = new LeakGuard(talk)
  const pieces = Array.from({ length: Math.ceil(reply.length / length) }, (_, index) => reply.slice(index * length, (index + 1) * length))
  return pieces.map((piece) => guard.push(piece)).join('') + guard.flush()
}

function leaks(reply: string, talk: GuardedTalk): boolean {
  return shown(reply, talk) !== reply
}

describe('what a language model may say', () => {
  it('TUTOR-80 passes as it comes while no question is open', () => {
    const guard = new LeakGuard({ message: 'What is osmosis?' })
    expect(guard.push('x = 3. Hal')).toBe('x = 3. Hal')
    expect(guard.push('f a sent')).toBe('f a sent')
    expect(guard.flush()).toBe('')
  })

  it('TUTOR-81 is held back to the end of its sentence while one is open, and loses nothing', () => {
    const guard = new LeakGuard({ open: equation })
    expect(guard.push('What stands beside the 2')).toBe('')
    expect(guard.push('x? Look.')).toBe('What stands beside the 2x? ')
    expect(guard.push('5 is not the end')).toBe('')
    expect(guard.flush()).toBe('Look.5 is not the end')
    expect(guard.leaks).toBe(0)
  })

  it('TUTOR-81 is not held back for ever where no sentence ends', () => {
    const guard = new LeakGuard({ open: equation })
    expect(guard.push('word '.repeat(500)).length).toBeGreaterThan(1_000)
  })

  it.each([1, 2, 7, 1000])('TUTOR-82 has a refusal in the place of the first sentence that tells the answer, in pieces of %d', (length) => {
    const reply = 'I see. So x = 3, then. Check it! Once more: the answer is three. Good luck.'
    expect(shown(reply, { open: equation }, length)).toBe(`I see. ${refusalToTell} Check it! Good luck.`)
  })

  it.each([
    ['a number in any notation', item('What is 1 : 4?', { kind: 'number', value: '0.25' }), ['That is 1/4.', 'It is ¼.', '$\\frac{1}{4}$ it is.', 'It comes to 25 %.', 'You get 0,25.', 'It is one quarter.']],
    ['a number in words', item('How many legs has an insect?', { kind: 'number', value: '6' }), ['It is six.', 'The answer: **6**', 'Six!', 'You need 2 · 3 here.', 'It lies between 5 and 7.']],
    ['words, whatever their case and accents', item('Capital of Brazil?', { kind: 'text', accept: ['Brasília'] }), ['It is brasilia.', 'B-r-a-s-i-l-i-a.']],
    ['a term in another order', item('Expand 3(x + 2).', { kind: 'algebra', expression: '3x + 6' }), ['Write 6+3x.', 'Write 3*x + 6.', 'It is 3·x + 3·2.']],
    ['a step of the solution', equation, ['Then you have 2x = 6.', 'Divide 6 by 2.', '6 = 2x is what remains.']],
    ['that there is no solution', item('Solve x = x + 1.', { kind: 'equation', equation: 'x = x + 1', variable: 'x', solutions: [] }), ['No number solves it.', 'There is no solution.']],
    ['a point of a free text', item('Why?', { kind: 'points', points: [{ text: 'Heat expands the metal.', words: [['heat', 'expand']] }], needed: 1 }), ['Heat makes it expand.', 'It is the heat. It lets the rail expand.']],
    ['code under other names', item('Write add(a, b).', { kind: 'code', functionName: 'add', tests: [] }, { solution: 'function add(a, b) {\n  const sum = a + b * 1\n  return sum\n}' }), ['Write\nconst total = x + y * 1\nand return it.']],
  ])('TUTOR-83 tells %s if it tells the answer', (_, open, replies) => {
    for (const reply of replies) expect(leaks(reply, { open }), reply).toBe(true)
  })

  it('TUTOR-83 tells a choice by its letter, by its words, or by ruling out all others', () => {
    const open = item('Which one makes ATP?', { kind: 'choice', correct: 'B' }, { choices: { A: 'nucleus', B: 'mitochondrion', C: 'ribosome' } })
    for (const reply of ['Take B.', 'It is the mitochondrion.', 'Not A. And it is not C.']) expect(leaks(reply, { open }), reply).toBe(true)
    for (const reply of ['It is not A.', 'Compare nucleus, mitochondrion and ribosome.']) expect(leaks(reply, { open }), reply).toBe(false)
  })

  it('TUTOR-84 may say again what the task, the hints and the learner have said', () => {
    const open = item('What is 3 + 4 · 0?', { kind: 'number', value: '3' })
    expect(leaks('Leave the 3 alone at first. In 3 + 4 · 0, what comes first?', { open })).toBe(false)
    expect(leaks('Then you have 2x = 6.', { open: equation, shown: ['First step: 2x = 6.'] })).toBe(false)
    expect(leaks('There are 3 steps. [3] Step 3 is the check.', { open: equation })).toBe(false)
    expect(leaks('In 3y + 1 = 10, take away 1.', { open: equation })).toBe(false)
  })

  it('TUTOR-85 says neither yes nor well done to a learner who asks whether their answer is right', () => {
    expect(leaks('Yes, exactly!', { open: equation, message: 'is it 3?' })).toBe(true)
    expect(leaks('Put it in and see.', { open: equation, message: 'is it 3?' })).toBe(false)
    expect(leaks('Yes, that is a good question.', { open: equation, message: 'do I subtract first?' })).toBe(false)
  })

  it('TUTOR-86 gives no item away that comes later, where its task is told with its answer', () => {
    const coming = [item('Solve 9y = 40 + 4y.', { kind: 'equation', equation: '9y = 40 + 4y', variable: 'y', solutions: ['8'] })]
    expect(leaks('There are 8 planets.', { coming })).toBe(false)
    expect(leaks('Take 9y = 40 + 4y. There y = 8.', { coming })).toBe(true)
  })

  it('TUTOR-87 takes little time, also for text that is made to take much', () => {
    const hostile = ['(', '1 ', '~', '1/', '-'.repeat(3), 'x^', 'a-', '\\frac{', 'one hundred and ', '**', '[1'].map((piece) => piece.repeat(4_000))
    const start = performance.now()
    for (const reply of hostile) shown(reply, { open: equation }, 1_000)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
