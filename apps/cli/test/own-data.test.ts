import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayProcess } from './gateway-process.ts'
import { lessonQuestion, Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

const enter = '\r'
let folder: string
let gateway: GatewayProcess
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutor-export-'))
  gateway = await GatewayProcess.start()
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

it.each(['alone', 'through a gateway'])('CLI-23 what is known is written to a new file, %s, and never over another', async (how) => {
  const path = join(folder, `${how}.json`)
  const tutor = TutorProcess.startInTerminal(how === 'alone' ? ['--memory'] : ['--connect', gateway.addressOf('anna')])
  await tutor.shows('> ')
  tutor.write(`/learn${enter}`)
  await tutor.shows('Now you:')
  await tutor.shows('> ', 2)
  tutor.write(`17${enter}`)
  await tutor.shows('> ', 3)
  tutor.write(`/export ${path}${enter}`)
  await tutor.shows('1 statement written to')
  tutor.write(`/export ${path}${enter}`)
  await tutor.shows('tutor: file_unwritable: ')
  tutor.write(`/quit${enter}`)
  expect(await tutor.ended).toMatchObject({ code: 0 })
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ statements: [{ verb: { display: { en: 'answered' } } }] })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it.each(['alone', 'through a gateway'])('CLI-25 a source of the last answer is shown with what stands around it, %s', async (how) => {
  await using material = await Material.create()
  const where = how === 'alone' ? ['--memory'] : ['--connect', gateway.addressOf('dora')]
  const tutor = TutorProcess.startInTerminal([...where, '--doc', material.path('lesson.pdf')])
  await tutor.shows('> ')
  tutor.write(`/source 1${enter}`)
  await tutor.shows('No answer here has a source [1].')
  tutor.write(`${lessonQuestion.question}${enter}`)
  await tutor.shows(lessonQuestion.source)
  await tutor.shows('> ', 3)
  tutor.write(`/source 1${enter}`)
  await tutor.shows('»The light reactions take place')
  await tutor.shows('chloroplast.« There')
  tutor.write(`/quit${enter}`)
  expect(await tutor.ended).toMatchObject({ code: 0 })
})

it.each(['alone', 'through a gateway'])('CLI-24 --forget deletes the session, %s', async (how) => {
  const where = how === 'alone' ? ['--data', join(folder, 'kept'), '--client-id', 'carl'] : ['--connect', gateway.addressOf('carl')]
  expect((await TutorProcess.run([...where, '/note Rivers flow.'])).code).toBe(0)
  expect((await TutorProcess.run([...where, '/documents'])).output).toContain('Rivers flow')
  expect(await TutorProcess.run([...where, '--forget'])).toEqual({ code: 0, errors: '', output: 'The session carl is deleted, with its documents and all that was known.\n' })
  expect((await TutorProcess.run([...where, '/documents'])).output).toContain('You have no documents yet.')
})

it.each([['--forget', 'What?'], ['--forget', '--json'], ['--forget', '--memory']])('CLI-24 CLI-7 %s %s is wrong usage', async (...args) => {
  expect(await TutorProcess.run(args)).toMatchObject({ code: 2, output: '', errors: expect.stringMatching(/^tutor: usage: /) })
})
