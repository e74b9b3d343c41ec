import { expect, test } from 'vitest'
import { readQuestion, readTelling, writeQuestion, writeTelling } from '../src/index.ts'

test('WIRE-63 a question and what answers it keep their heads and texts, whatever the text is', () => {
  for (const text of ['', 'Hello', 'two\nlines', '1,2\n3']) {
    expect(readQuestion(writeQuestion({ number: 7, text }))).toEqual({ number: 7, text })
    expect(readTelling(writeTelling({ seq: 12, answered: 7, text }))).toEqual({ seq: 12, answered: 7, text })
    expect(readTelling(writeTelling({ text }))).toEqual({ text })
  }
  expect(readTelling(writeTelling({ seq: 12 }))).toEqual({ seq: 12 })
  expect(readTelling(writeTelling({ answered: 7 }))).toEqual({ answered: 7 })
})
