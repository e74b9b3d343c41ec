import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { courseText } from '@tutor/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCourse } from '../src/check-course.ts'
import { openCourses } from '../src/open-courses.ts'
import { UsageError } from '../src/usage-error.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutor-courses-'))
  file = join(folder, 'sums.yaml')
})
afterEach(() => rm(folder, { recursive: true }))

describe('courses of a teacher', () => {
  it('CLI-21 are there besides those that come with it', async () => {
    await writeFile(file, courseText())
    expect((await openCourses(folder)).list().map(({ id }) => id)).toEqual(['sums', 'linear-equations', 'first-functions'])
    expect((await openCourses(undefined)).list().map(({ id }) => id)).toEqual(['linear-equations', 'first-functions'])
  })

  it('CLI-21 are wrong usage where there are none, or one has a mistake', async () => {
    await expect(openCourses(folder)).rejects.toThrow(UsageError)
    await writeFile(file, courseText('{ id: two }'))
    await expect(openCourses(folder)).rejects.toThrow(`${file}:13: `)
  })

  it('CLI-22 are told right with what is in them', async () => {
    await writeFile(file, courseText())
    expect(await checkCourse(file, { answers: true })).toEqual({ right: true, lines: [`${file}: OK, “Sums in the head”, one skill, 2 items`] })
  })

  it('CLI-22 are told wrong with every mistake and its line', async () => {
    await writeFile(file, courseText('{ id: two, ask: 1 + 1, answer: x = 2, solution: It is 2. }').replace('title: Sums', 'titel: Sums'))
    const { right, lines } = await checkCourse(file, { answers: false })
    expect(right).toBe(false)
    expect(lines.length).toBeGreaterThanOrEqual(2)
    expect(lines[0]).toContain(`${file}:`)
    expect((await checkCourse(join(folder, 'none.yaml'), { answers: false })).lines).toEqual([`${join(folder, 'none.yaml')}:1: It cannot be read (ENOENT).`, `${join(folder, 'none.yaml')}: one mistake`])
  })

  it('CLI-22 are tried with their own answers, functions by running the solution', async () => {
    const exercise = "{ id: two, ask: Write twice(n)., answer: { code: twice, tests: [{ give: [2], get: 4, about: two }] }, solution: 'function twice(n) { return n + 1 }' }"
    await writeFile(file, courseText(exercise))
    expect((await checkCourse(file, { answers: false })).right).toBe(true)
    const { right, lines } = await checkCourse(file, { answers: true })
    expect(right).toBe(false)
    expect(lines[0]).toContain('sums/adding/two is not marked right when it is answered by its own solution (wrong)')
  })
})
