import { expect, it } from 'vitest'
import { TutorProcess } from './tutor-process.ts'

async function startLoop(): Promise<TutorProcess> {
  const tutor = TutorProcess.start(['--memory'])
  tutor.write('/learn return-a-value\n')
  await tutor.shows('Question 1')
  // Of each exercise it may be, so that none has to be read from the question.
  tutor.write('var area, toCelsius, greet; while (true) {}\n')
  return tutor
}

it('GRADE-38 code that never ends is ended, and so is the terminal when nothing more comes', async () => {
  const tutor = await startLoop()
  tutor.child.stdin.end()
  const { code, output, errors } = await tutor.ended
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(output).toContain('did not end within a second')
})
