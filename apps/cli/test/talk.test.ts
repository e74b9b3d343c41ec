import { say, stall, startModelServer } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { lessonQuestion, Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

const enter = '\r'
const ctrlC = '\u0003'
const ctrlD = '\u0004'
const prompt = '> '

describe('a talk in a terminal', () => {
  it('CLI-4 CLI-11 begins with the model, adds documents, answers, obeys commands and leaves', async () => {
    await using material = await Material.create()
    const tutor = TutorProcess.startInTerminal([])
    await tutor.shows('not a language model')
    await tutor.shows(prompt)
    tutor.write(`/add ${material.path('lesson.pdf')}${enter}`)
    await tutor.shows('lesson.pdf, 4 pages')
    tutor.write(`/add ${material.path('missing.pdf')}${enter}`)
    await tutor.shows('tutor: file_unreadable: ')
    tutor.write(`${lessonQuestion.question}${enter}`)
    await tutor.shows(lessonQuestion.source)
    await tutor.shows('doc.search {')
    tutor.write(`/documents${enter}`)
    await tutor.shows('- lesson.pdf (4 pages)')
    tutor.write(`/help${enter}`)
    await tutor.shows('/add FILE')
    await tutor.shows('/note TEXT')
    tutor.write(`/quit${enter}`)
    expect(await tutor.ended).toMatchObject({ code: 0 })
  })

  it('CLI-4 is left with Ctrl-D', async () => {
    const tutor = TutorProcess.startInTerminal([])
    await tutor.shows(prompt)
    tutor.write(ctrlD)
    expect(await tutor.ended).toMatchObject({ code: 0 })
  })

  it('CLI-5 goes on after a Ctrl-C that stops the answer, and is left with one when nothing is answered', async () => {
    await using server = await startModelServer({ script: [[say('Half a'), stall()], [say('A whole one.')]] })
    const flags = ['--model', 'openai-compatible', '--model-url', server.baseUrl, '--model-name', 'test-model']
    const tutor = TutorProcess.startInTerminal(flags)
    await tutor.shows('The language model test-model')
    await tutor.shows(prompt)
    tutor.write(`first${enter}`)
    await tutor.shows('Half a')
    tutor.write(ctrlC)
    await tutor.shows('Stopped.')
    expect(await (await server.request(0)).ended).toBe('cut')
    tutor.write(`second${enter}`)
    await tutor.shows('A whole one.')
    await tutor.shows(prompt, 3)
    tutor.write(ctrlC)
    expect(await tutor.ended).toMatchObject({ code: 0 })
  })
})
