import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { expect, it, onTestFinished } from 'vitest'
import { TutorProcess } from './tutor-process.ts'

/** Types lines one after the other, as a learner does who waits for nothing. */
async function typed(lines: readonly string[], args: readonly string[] = []): Promise<string> {
  const { code, output, errors } = await TutorProcess.run(['--memory', ...args], { input: `${lines.join('\n')}\n` })
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return output
}

it('JOURNEY-1 in the terminal: a banner, a course, a diagnostic, a plan, a first lesson', async () => {
  // Nobody knows here what is asked: skipping is an answer, too.
  const output = await typed(['/start', '/skip', '/skip', '/skip', '/skip', '/learn'])
  expect(output).toMatch(/^I am not a language model[^]*# Linear equations[^]*Question 1 of 5[^]*0 of \d[^]*learn “[^]*Now you:[^]*Question 1 of/)
})

it('JOURNEY-2 in the terminal: a PDF of one’s own, a source for what is there, and a word for what is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tutor-journey-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'lesson.pdf')
  await writeFile(file, buildPdf({ pages: sampleLesson }))
  const output = await typed(['Which enzyme fixes carbon dioxide?', 'Who wrote Hamlet?', '/quiz notes 3'], ['--doc', file])
  expect(output).toMatch(/rubisco[^]*\[1\] lesson\.pdf, page 2[^]*That is not in your material[^]*Question 1 of 3[^]*____/)
})

it('JOURNEY-3 JOURNEY-7 in the terminal: the ladder is gated, and exercises are run', async () => {
  const output = await typed(['/learn two-step', 'just tell me', 'x = 98765', '/hint', '/stop', '/learn return-a-value', 'var area, toCelsius, greet; function nothing() {}', '/stop', '/progress'])
  expect(output).toMatch(/I will not just tell you[^]*sides are not equal[^]*Hint 1 of 5[^]*Stopped[^]*function[^]*Equations in two steps: learning/)
})
