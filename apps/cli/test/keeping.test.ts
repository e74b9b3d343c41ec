import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lessonQuestion, Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

let material: Material
let folder: string
beforeAll(async () => {
  material = await Material.create()
  folder = await mkdtemp(join(tmpdir(), 'tutor-kept-'))
})
afterAll(async () => {
  await material[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

it('CLI-18 what a session knows is there at the next start', async () => {
  const first = await TutorProcess.run(['--data', folder, '--doc', material.path('lesson.pdf'), '/documents'])
  expect(first).toMatchObject({ code: 0, errors: '' })
  const { code, output } = await TutorProcess.run([lessonQuestion.question], { variables: { TUTOR_DATA: folder } })
  expect(code).toBe(0)
  expect(output).toContain(lessonQuestion.source)
  const other = await TutorProcess.run(['--data', folder, '--client-id', 'ben', '/documents'])
  expect(other.output).toContain('You have no documents yet.')
})

it('CLI-19 with --memory nothing is kept', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'tutor-empty-'))
  const { code } = await TutorProcess.run(['--memory', '/documents'], { variables: { TUTOR_DATA: empty } })
  expect(code).toBe(0)
  expect(await readdir(empty)).toEqual([])
  await rm(empty, { recursive: true })
})

it('CLI-20 a folder that another program has, or that is none, is told with the way out', async () => {
  const first = TutorProcess.start(['--data', folder])
  first.write('/documents\n')
  await first.shows('lesson.pdf')
  const second = await TutorProcess.run(['--data', folder, '/documents'])
  expect(second).toMatchObject({ code: 2, output: '', errors: expect.stringMatching(/^tutor: usage: The data folder .* is in use .*--memory keeps nothing/) })
  first.child.stdin.end()
  expect((await first.ended).code).toBe(0)
  const wrong = await TutorProcess.run(['--data', material.path('lesson.pdf'), '/documents'])
  expect(wrong).toMatchObject({ code: 2, errors: expect.stringContaining('--data names another folder') })
})
