import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CoursesListed } from '@tutor/protocol'
import { courseText } from '@tutor/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCourses } from '../src/courses/read-courses.ts'
import { NativeSocket, TestSocket } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutor-courses-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the courses of a server', () => {
  it('COURSE-7 are its own where the operator has none', async () => {
    expect((await readCourses(join(folder, 'none'))).map(({ id }) => id)).toEqual(['linear-equations', 'first-functions'])
  })

  it('COURSE-7 COURSE-8 WIRE-104 are there without what has mistakes, which are logged with their lines', async () => {
    await writeFile(join(folder, 'sums.yaml'), courseText())
    await writeFile(join(folder, 'wrong.yaml'), courseText('{ id: two, ask: Solve 2x = 6., answer: { solve: 2x = 6, solutions: [4] }, solution: x = 3 }', 'wrong'))
    await mkdir(join(folder, 'folder.yaml'))
    await using server = new TestServer({ COURSES_DIR: folder, THREADS: '1' })
    await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
    client.send('/courses')
    const listed = await client.next()
    expect(listed).toContain('**Sums in the head** (/start sums)')
    expect(listed).toContain('**Linear equations**')
    expect(listed).not.toContain('/start wrong')
    await using native = await NativeSocket.open(`ws://${await server.address()}/ws/2`)
    await native.next()
    native.send({ type: 'list_courses', requestId: 'c1' })
    const { courses, ...rest } = (await native.next()) as CoursesListed
    expect(rest).toEqual({ type: 'courses_listed', requestId: 'c1' })
    const outline = courses.find(({ id }) => id === 'linear-equations')!
    expect(outline.skills[1]).toEqual({ id: 'linear-equations/order-of-operations', title: 'Which operation comes first', requires: ['linear-equations/signed-numbers'] })
    expect(outline).not.toHaveProperty('items')
    const line = JSON.parse(await server.errors.first(/wrong\.yaml/)) as Record<string, unknown>
    expect(line).toMatchObject({ file: join(folder, 'wrong.yaml'), line: 13, problem: expect.stringContaining('x = 4 does not solve 2x = 6') as string })
    expect(await server.errors.first(/folder\.yaml/)).toContain('EISDIR')
  })
})
