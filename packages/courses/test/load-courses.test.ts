import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { courseText } from '@tutor/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadCourses } from '../src/index.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutor-courses-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function ids(): Promise<readonly string[]> {
  return (await loadCourses({ folder })).courses.map(({ id }) => id)
}

describe('the courses of a folder', () => {
  it('COURSE-7 come first, in the order of their files, and need not be there', async () => {
    expect(await ids()).toEqual(['linear-equations', 'first-functions'])
    await writeFile(join(folder, 'b.yaml'), courseText(undefined, 'sums'))
    await writeFile(join(folder, 'a.yml'), courseText(undefined, 'products'))
    await writeFile(join(folder, 'notes.md'), '# no course')
    expect(await ids()).toEqual(['products', 'sums', 'linear-equations', 'first-functions'])
    await rm(folder, { recursive: true })
    expect(await ids()).toEqual(['linear-equations', 'first-functions'])
    folder = await mkdtemp(join(tmpdir(), 'tutor-courses-'))
  })

  it('COURSE-7 take the place of one that comes with the tutor, once', async () => {
    await writeFile(join(folder, 'mine.yaml'), courseText(undefined, 'linear-equations'))
    await writeFile(join(folder, 'other.yaml'), courseText(undefined, 'linear-equations'))
    const { courses, problems } = await loadCourses({ folder })
    expect(courses.map(({ id, title }) => [id, title])).toEqual([['linear-equations', 'Sums in the head'], ['first-functions', expect.any(String)]])
    expect(problems).toEqual([{ file: join(folder, 'other.yaml'), line: 1, message: `The course “linear-equations” is in ${join(folder, 'mine.yaml')} as well. Give one of them another id.` }])
  })

  it('COURSE-7 are there without those that have mistakes', async () => {
    await writeFile(join(folder, 'wrong.yaml'), courseText('{ id: two }'))
    await writeFile(join(folder, 'right.yaml'), courseText())
    const { courses, problems } = await loadCourses({ folder, checkItem: ({ id }) => (id === 'sums/adding/one' ? undefined : 'seen') })
    expect(courses).toHaveLength(2)
    expect(problems.map(({ file }) => file)).toContain(join(folder, 'right.yaml'))
    expect(problems.at(-1)).toMatchObject({ file: join(folder, 'wrong.yaml'), line: 13 })
  })
})
