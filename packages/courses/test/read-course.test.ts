import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readText as readCourse } from '../src/reading/read-text.ts'

const tiny = `format: 1
id: tiny
title: Tiny
description: A course for tests.
skills:
  - id: adding
    title: Adding
    explanation: Count on.
    examples: [{ task: 1 + 1, steps: ['2'] }]
    hints: { question: How many?, pointer: The explanation., rule: Count on., first_step: Start with the larger one. }
    items:
      - { ask: 2 + 30, answer: 32, solution: '32' }
      - { ask: 3 km and 2 km, answer: 5 km, solution: 5 km, difficulty: 1 }
`

function problemsOf(text: string): readonly string[] {
  const reading = readCourse(text)
  return 'problems' in reading ? reading.problems.map(({ line, message }) => `${line}: ${message}`) : []
}

const guide = readFileSync(new URL('../../../docs/courses.md', import.meta.url), 'utf8')

describe('a course file', () => {
  it('COURSE-1 is what docs/courses.md shows to teachers', () => {
    const example = /```yaml\n([^]*?)```/.exec(guide)?.[1] ?? ''
    expect(problemsOf(example)).toEqual([])
    expect(readCourse(example)).toMatchObject({ course: { id: 'percent', skills: [{}, {}], items: [{}, {}, {}, {}] } })
  })

  it('COURSE-1 is read with the ids of the course in front, and the next item of the skill as the twin', () => {
    const reading = readCourse(tiny)
    expect(reading).toMatchObject({
      course: {
        id: 'tiny',
        version: 1,
        language: 'en',
        skills: [{ id: 'tiny/adding', requires: [], workedExamples: [{ task: '1 + 1', steps: ['2'] }] }],
        items: [
          { id: 'tiny/adding/1', skill: 'tiny/adding', answer: { kind: 'number', value: '32' }, twin: 'tiny/adding/2', difficulty: 2, hints: { firstStep: 'Start with the larger one.' } },
          { id: 'tiny/adding/2', answer: { kind: 'number', value: '5', unit: 'km' }, twin: 'tiny/adding/1', difficulty: 1 },
        ],
      },
    })
  })

  it('COURSE-1 has its skills behind those that they require', () => {
    const reading = readCourse(tiny.replace('title: Adding', 'title: Adding\n    requires: [later]') + tiny.slice(tiny.indexOf('  - id: adding')).replace('id: adding', 'id: later'))
    expect('course' in reading && reading.course.skills.map(({ id }) => id)).toEqual(['tiny/later', 'tiny/adding'])
  })

  it.each([
    ['a quote that is never closed', 'title: "Tiny', 1, 'quote or bracket is opened and never closed'],
    ['nothing', '# later', 1, 'The file is empty'],
    ['a list', '- a', 1, 'This is a list. It has fields'],
    ['a tab', tiny.replace('    title: Adding', '\ttitle: Adding'), 7, 'A tab cannot be used'],
    ['two colons in a line', tiny.replace('Tiny', 'Tiny: a course'), 3, 'two colons'],
    ['a field twice', tiny.replace('title: Tiny', 'title: Tiny\ntitle: Small'), 4, '“title” is there twice'],
    ['another format', tiny.replace('format: 1', 'format: 2'), 1, '“format” is “2”. It is one of: 1'],
    ['a field that is not known', tiny.replace('title: Tiny', 'titel: Tiny'), 3, '“titel” is not known here. Did you mean “title”?'],
    ['a field of a wrong type', tiny.replace('title: Tiny', 'title: [Tiny]'), 3, '“title” is a list. It is a text'],
    ['an item without a key', tiny.replace(', answer: 32', ''), 12, '“answer” is missing. An item needs its key'],
    ['a key of no kind', tiny.replace('answer: 32', 'answer: { value: 32 }'), 12, 'A key says of which kind it is: choice, text, number, algebra, solve, points, code'],
    ['a key of a kind that is nearly one', tiny.replace('answer: 32', 'answer: { numbr: 32 }'), 12, 'Did you mean “number”?'],
    ['a key that is a term or a number', tiny.replace('answer: 32', 'answer: 3x'), 12, 'whether “3x” is a term'],
    ['a key that is an equation', tiny.replace('answer: 32', 'answer: x = 2'), 12, '“x = 2” is an equation'],
    ['a key in percent', tiny.replace('answer: 32', 'answer: 32 %'), 12, 'Write a percentage out: answer: { number: 32/100, form: percent }'],
    ['a number that is none', tiny.replace('answer: 32', 'answer: { number: abc }'), 12, '“number”: It is no number'],
    ['a wrong form', tiny.replace('answer: 32', 'answer: { number: 32, form: roman }'), 12, '“form” is “roman”. It is one of: fraction'],
    ['code without arguments', tiny.replace('answer: 32', 'answer: { code: f, tests: [{ get: 1, about: one }] }'), 12, '“give” is missing'],
    ['code without tests', tiny.replace('answer: 32', 'answer: { code: f, tests: [] }'), 12, '“tests” is too short'],
    ['more points needed than there are', tiny.replace('answer: 32', 'answer: { points: [{ say: one, words: [[one]] }], needed: 2 }'), 12, 'only 1 points'],
    ['an equation in two letters', tiny.replace('answer: 32', 'answer: { solve: a + b = 2, solutions: [1] }'), 12, 'for which of its letters'],
    ['a skill that is not there', tiny.replace('title: Adding', 'title: Adding\n    requires: [adding2]'), 8, 'There is no skill “adding2”. Did you mean “adding”?'],
    ['a skill that requires itself', tiny.replace('title: Adding', 'title: Adding\n    requires: [adding]'), 8, 'in a circle, so that none can come first: adding → adding'],
    ['two items of one name', tiny.replaceAll('- { ask', '- { id: one, ask'), 13, 'another item “one” before in this skill'],
    ['a twin that is not there', tiny.replace('difficulty: 1', 'twin: 7'), 13, 'There is no item “7” in this skill. There are: 1.'],
    ['a choice that is not there', tiny.replace('answer: 32', 'choices: { a: "31", b: "32" }, answer: { choice: c }'), 12, '“c” is none of the choices. There are: a, b'],
    ['a misconception behind the right choice', tiny.replace('answer: 32', 'choices: { a: "31", b: "32" }, answer: { choice: b, because: { b: No. } }'), 12, '“b” is the right choice'],
    ['choices without a choice', tiny.replace('answer: 32', 'choices: { a: "31", b: "32" }, answer: { number: 32 }'), 12, 'its key is of the kind number'],
    ['a choice without choices', tiny.replace('answer: 32', 'answer: { choice: a }'), 12, 'nothing to choose from'],
    ['missing hints', tiny.replace('rule: Count on., ', ''), 12, 'Hints are missing: rule'],
    ['too few hints in a list', tiny.replace('answer: 32', 'answer: 32, hints: [one, two]'), 12, '“hints” is too short. It has 4 entries'],
    ['a hint with the answer', tiny.replace('rule: Count on.', 'rule: It is 32.'), 12, 'The hint “rule” gives the answer away: “32”'],
    ['a hint that says a small answer', tiny.replace('answer: 32', 'answer: 7').replace('rule: Count on.', 'rule: The answer is 7.'), 12, 'gives the answer away'],
    ['a wrong id', tiny.replace('id: tiny', 'id: Tiny Course'), 2, 'small letters, digits and hyphens'],
  ])('COURSE-3 with %s is told where and what', (...[, text, line, message]) => {
    expect(problemsOf(text).join('\n')).toMatch(new RegExp(`^${line}: .*${message.replace(/[()[\]{}.*+?]/g, String.raw`\$&`)}`, 'm'))
  })

  it('COURSE-3 names all mistakes at once, in the order of the lines, whatever part of the file they are in', () => {
    const problems = problemsOf(tiny.replace('title: Tiny', 'titel: Tiny').replace('answer: 32', 'answer: x').replace('difficulty: 1', 'twin: 7').replace('title: Adding', 'title: Adding\n    requires: [no]'))
    expect(problems.map((each) => Number.parseInt(each, 10))).toEqual([1, 3, 8, 13, 14])
  })

  it('COURSE-3 lists a hundred mistakes and counts the others', () => {
    const problems = problemsOf(`${Array.from({ length: 150 }, (_, index) => `field${index}: 1\n`).join('')}${tiny}`)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toBe('101: From here on there are 50 more mistakes.')
  })

  it('COURSE-4 that is there to exhaust the reader is refused at once', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]!}, `.repeat(9)}]`).join('\n')}\n`
    expect(problemsOf(bomb)[0]).toContain('1: “&a” gives a name to a part of the file, which is not read here')
    expect(problemsOf('title: !thing x')[0]).toContain('is not read here')
    expect(problemsOf('x'.repeat(5_000_000))).toEqual([expect.stringContaining('The file is too large')])
    expect(problemsOf('['.repeat(400_000))[0]).toMatch(/^1: /)
    const begin = performance.now()
    expect(problemsOf(Array.from({ length: 5_000 }, (_, index) => `k${index}: 1`).join('\n'))).toHaveLength(101)
    expect(performance.now() - begin).toBeLessThan(5_000)
  })

  it('COURSE-5 an item whose marking finds its key wrong is told, at its answer', () => {
    const reading = readCourse(tiny, ({ id }) => (id.endsWith('/2') ? 'the key is not right' : undefined))
    expect(reading).toEqual({ problems: [{ line: 13, message: 'the key is not right' }] })
  })

  it('COURSE-9 has short forms: hints in a list, numbers as texts, the letter of a choice, a word', () => {
    const short = (item: string) => readCourse(tiny.replace('{ ask: 2 + 30, answer: 32, solution: \'32\' }', item))
    expect(short('{ ask: 1, answer: oxygen, solution: 5, hints: [a, b, c, 4] }')).toMatchObject({
      course: { items: [{ prompt: '1', solution: '5', answer: { kind: 'text', accept: ['oxygen'] }, hints: { question: 'a', pointer: 'b', rule: 'c', firstStep: '4' } }, {}] },
    })
    expect(short('{ ask: Which?, choices: { a: "31", b: "32" }, answer: b, solution: b }')).toMatchObject({ course: { items: [{ answer: { kind: 'choice', correct: 'b' } }, {}] } })
    expect(short('{ ask: Solve., answer: { solve: 2t = 8, solutions: 4 }, solution: t = 4 }')).toMatchObject({ course: { items: [{ answer: { kind: 'equation', variable: 't', solutions: ['4'] } }, {}] } })
    expect(short('{ ask: Solve., answer: { solve: t = t + 1, solutions: none }, solution: None. }')).toMatchObject({ course: { items: [{ answer: { solutions: [] } }, {}] } })
  })
})
