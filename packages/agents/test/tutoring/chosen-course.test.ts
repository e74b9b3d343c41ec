import { expect, it } from 'vitest'
import { chosenCourse } from '../../src/tutoring/chosen-course.ts'
import { FewCourses } from './few-courses.ts'

const courses = new FewCourses()
const choose = (named?: string, courseId?: string): string => chosenCourse({ courses, learner: { courseId } }, named).id

it('TUTOR-27 a course is named by its id, its title or an unambiguous part; without a name it is the chosen one, or the first', () => {
  expect(choose('numbers')).toBe('numbers')
  expect(choose(' Equations ')).toBe('equations')
  expect(choose('equat')).toBe('equations')
  expect(choose()).toBe('equations')
  expect(choose('', 'numbers')).toBe('numbers')
  // It is in both.
  expect(() => choose('e')).toThrow('There is no course “e”. There are: Equations, Numbers.')
  expect(() => choose(undefined, 'gone')).toThrow('There is no course “gone”.')
})
