import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyEvents, type BaseEvent } from '@ag-ui/client'
import { EventType } from '@tutor/protocol'
import { buildDocx, say, startModelServer } from '@tutor/testkit'
import { from, lastValueFrom, toArray } from 'rxjs'
import { lessonQuestion, Material } from './material.ts'
import { TutorProcess } from './tutor-process.ts'

interface EventLine {
  readonly type: string
  readonly seq: number
  readonly event: BaseEvent
}

let material: Material
beforeAll(async () => {
  material = await Material.create()
})
afterAll(() => material[Symbol.asyncDispose]())

describe('one question', () => {
  it('CLI-1 CLI-11 is answered from a PDF with the page, and nothing else is written', async () => {
    const args = ['--doc', material.path('lesson.pdf'), lessonQuestion.question]
    const { code, output, errors } = await TutorProcess.run(args)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).toContain(`“${lessonQuestion.quote}” [1]`)
    expect(output).toContain(lessonQuestion.source)
    expect(output.endsWith('\n')).toBe(true)
  })

  it('CLI-1 is answered from whichever of several documents holds it; words need no quotes', async () => {
    const notes = await material.write('notes.md', '# Trip\n\nThe harbour of Lindau has a lion of six metres.\n')
    const log = await material.write('log.docx', buildDocx(['# Monday', 'The barometer fell to 987 hectopascal.']))
    const documents = ['--doc', notes, '--doc', material.path('lesson.pdf'), '--doc', log]
    const { code, output } = await TutorProcess.run([...documents, 'What', 'hectopascal', 'was', 'the', 'barometer?'])
    expect(code).toBe(0)
    expect(output).toContain('[1] log.docx, paragraph 2')
  })

  it('CLI-1 that the documents do not answer is told so', async () => {
    const args = ['--doc', material.path('lesson.pdf'), 'Who painted the Mona Lisa?']
    const { code, output } = await TutorProcess.run(args)
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^That is not in your material/) })
  })
})

describe('--json', () => {
  it('CLI-2 writes every message as a line of JSON, and the run passes verifyEvents', async () => {
    const args = ['--json', '--client-id', 'anna', '--doc', material.path('lesson.pdf'), lessonQuestion.question]
    const { code, output, errors } = await TutorProcess.run(args)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    const [hello, ...envelopes] = output.trimEnd().split('\n').map((line) => JSON.parse(line) as EventLine)
    expect(hello).toMatchObject({ type: 'hello', clientId: 'anna', seq: 0 })
    expect(envelopes.every(({ type }) => type === 'event')).toBe(true)
    expect(envelopes.map(({ seq }) => seq)).toEqual(envelopes.map((_, index) => index + 1))
    expect(envelopes[0]?.event).toMatchObject({ type: EventType.CUSTOM, name: 'tutor.document_added' })
    const run = envelopes.slice(1).map(({ event }) => event)
    expect(await lastValueFrom(from(run).pipe(verifyEvents(), toArray()))).toEqual(run)
    const citation = { mark: 1, documentName: 'lesson.pdf', place: { page: 2 }, quote: lessonQuestion.quote }
    expect(run.find(({ type }) => type === EventType.CUSTOM)).toMatchObject({
      name: 'tutor.citations',
      value: { citations: [citation] },
    })
  })
})

describe('standard input', () => {
  it('CLI-3 is asked line by line, in order; a failing line is reported and does not stop the rest', async () => {
    const input = `/help\n\n   \n/remove nothing.pdf\n${lessonQuestion.question}`
    const { code, output, errors } = await TutorProcess.run(['--doc', material.path('lesson.pdf')], { input })
    expect(code).toBe(1)
    expect(errors).toMatch(/^tutor: document_unknown: [^\n]*nothing\.pdf[^\n]*\n$/)
    expect(output.indexOf('/documents')).toBeGreaterThan(0)
    expect(output.indexOf(lessonQuestion.source)).toBeGreaterThan(output.indexOf('/documents'))
  })

  it('CLI-3 may be empty', async () => {
    expect(await TutorProcess.run([], { input: '' })).toEqual({ code: 0, output: '', errors: '' })
  })
})

describe('the model', () => {
  it('CLI-9 is the one of the flags, where the environment names another', async () => {
    await using server = await startModelServer({ script: [[say('It ', 'is ', 'noon.')]], model: 'clock' })
    const flags = ['--model', 'openai-compatible', '--model-url', server.baseUrl, '--model-name', 'clock']
    const variables = { MODEL: 'embedded', MODEL_NAME: 'other', MODEL_API_KEY: 'key' }
    const { code, output } = await TutorProcess.run([...flags, 'Hello'], { variables })
    expect({ code, output }).toEqual({ code: 0, output: 'It is noon.\n' })
    expect(server.requests[0]?.authorization).toBe('Bearer key')
  })

  it('CLI-9 can be the embedded one, whatever the environment says about an endpoint', async () => {
    const variables = { MODEL: 'openai-compatible', MODEL_URL: 'nowhere', MODEL_API_KEY: 'key' }
    const { code, output } = await TutorProcess.run(['--model', 'embedded', '/help'], { variables })
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('not a language model') })
  })
})

it('CLI-10 ends without an error when the reader of its output leaves', async () => {
  const tutor = TutorProcess.start(['/help'])
  tutor.child.stdout.destroy()
  tutor.child.stdin.end()
  expect(await tutor.ended).toEqual({ code: 0, output: '', errors: '' })
})
