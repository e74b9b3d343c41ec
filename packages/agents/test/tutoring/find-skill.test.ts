import { expect, it } from 'vitest'
import { findSkill } from '../../src/index.ts'
import { FewCourses } from './few-courses.ts'

const courses = new FewCourses()
const find = (text: string, courseId: string | undefined = 'equations') => findSkill(courses, { courseId }, text).id

it.each([
  ['TUTOR-40 by its id', 'numbers/signs', 'numbers/signs'],
  ['TUTOR-40 by its id without the course', 'two-step', 'equations/two-step'],
  ['TUTOR-40 by its title, whatever the case and hyphens', ' ONE step Equations ', 'equations/one-step'],
  ['TUTOR-40 by its title without accents', 'equations with fractions', 'equations/fractions'],
  ['TUTOR-40 by the beginning of a word', 'two', 'equations/two-step'],
  ['TUTOR-40 by any part', 'ractio', 'equations/fractions'],
  ['TUTOR-40 in another course', 'signs', 'numbers/signs'],
  ['TUTOR-40 in the chosen course before the others', 'fractions', 'equations/fractions'],
] as const)('%s', (_, text, id) => {
  expect(find(text)).toBe(id)
})

it('TUTOR-40 what fits exactly comes before what fits in part', () => {
  expect(find('fractions', 'numbers')).toBe('numbers/fractions')
  expect(() => find('fractions', '')).toThrow('may be any of these: Équations with fractions, Fractions')
})

it.each([
  ['TUTOR-40 several', 'equations', '“equations” may be any of these: One-step equations, Two-step equations, Équations with fractions.'],
  ['TUTOR-40 none', 'history', 'There is no skill “history”. There are: One-step equations, Two-step equations, Équations with fractions.'],
  ['TUTOR-40 nothing', ' ', 'Name a skill. There are: One-step equations'],
] as const)('%s is skill_unknown, with what there is', (_, text, message) => {
  expect(() => find(text)).toThrow(message)
  expect(() => find(text)).toThrow(expect.objectContaining({ code: 'skill_unknown' }))
})

it('TUTOR-40 without courses there is nothing to list', () => {
  expect(() => findSkill(new FewCourses([]), { courseId: undefined }, 'signs')).toThrow('There are no skills')
})
