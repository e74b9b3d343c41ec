import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readText as readCourse } from '../src/read-text.ts'

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
    ['no YAML', 'skills: [', 1, 'no YAML'],
    ['nothing', '', 1, 'file'],
    ['another format', tiny.replace('format: 1', 'format: 2'), 1, 'format'],
    ['a field that is not known', tiny.replace('title: Tiny', 'titel: Tiny'), 3, '“titel” is no field here'],
    ['an item without a key', tiny.replace(', answer: 32', ''), 12, 'every item needs its answer'],
    ['a key of no kind', tiny.replace('answer: 32', 'answer: { value: 32 }'), 12, 'of which kind'],
    ['a key in words', tiny.replace('answer: 32', 'answer: thirty-two'), 12, '“thirty-two” is no number'],
    ['a wrong field in a key', tiny.replace('answer: 32', 'answer: { number: 32, form: roman }'), 12, 'Invalid option'],
    ['a skill that is not there', tiny.replace('title: Adding', 'title: Adding\n    requires: [counting]'), 8, 'no skill has the id “counting”; there are: adding'],
    ['a skill that requires itself', tiny.replace('title: Adding', 'title: Adding\n    requires: [adding]'), 8, 'in a circle: adding → adding'],
    ['two items of one name', tiny.replaceAll('- { ask', '- { id: one, ask'), 13, 'another item of this skill “one”'],
    ['a twin that is not there', tiny.replace('difficulty: 1', 'twin: 7'), 13, 'no other item of this skill has the id “7”'],
    ['a choice that is not there', tiny.replace('answer: 32', 'choices: { a: "31", b: "32" }, answer: { choice: c }'), 12, 'there is no choice “c”; there are: a, b'],
    ['choices without a choice', tiny.replace('answer: 32', 'choices: { a: "31", b: "32" }, answer: 32'), 12, 'only an answer of the kind'],
    ['missing hints', tiny.replace('rule: Count on., ', ''), 12, 'hints are missing here and in the skill: rule'],
    ['a hint with the answer', tiny.replace('rule: Count on.', 'rule: It is 32.'), 12, 'gives the answer away: “32”'],
    ['a wrong id', tiny.replace('id: tiny', 'id: Tiny Course'), 2, 'lowercase words'],
  ])('COURSE-3 with %s is told where and what', (...[, text, line, message]) => {
    expect(problemsOf(text).join('\n')).toMatch(new RegExp(`^${line}: .*${message.replace(/[()[\]{}.*+?]/g, String.raw`\$&`)}`, 'm'))
  })

  it('COURSE-3 names all mistakes at once, in the order of the lines', () => {
    const problems = problemsOf(tiny.replace('answer: 32', 'answer: x').replace('difficulty: 1', 'twin: 7').replace('title: Adding', 'title: Adding\n    requires: [no]'))
    expect(problems).toHaveLength(3)
    expect(problems.map((each) => Number.parseInt(each, 10))).toEqual([8, 13, 14])
  })

  it('COURSE-4 that is there to exhaust the reader is refused', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]!}, `.repeat(9)}]`).join('\n')}\n`
    expect(problemsOf(bomb).join()).toContain('no YAML that can be read')
    expect(problemsOf('x'.repeat(2 * 1024 * 1024 + 1)).join()).toContain('more than 2 MB')
  })

  it('COURSE-5 an item whose marking finds its key wrong is told, at its answer', () => {
    const reading = readCourse(tiny, ({ id }) => (id.endsWith('/2') ? 'the key is not right' : undefined))
    expect(reading).toEqual({ problems: [{ line: 13, message: 'the key is not right' }] })
  })
})
