import { expect, it } from 'vitest'
import { LearnerRecord, xapiStatements, type XapiStatement } from '../src/index.ts'
import { Lesson } from './lesson.ts'

const author = { learnerId: 'anna/1', homePage: 'https://tutor.example' }

function lessonOfAll(): Lesson {
  const lesson = new Lesson()
  lesson.master()
  const question = lesson.ask({ itemId: 'equations/i 1', asksConfidence: true })
  lesson.tell({ fact: 'confidence_given', questionId: question, confidence: 0.8 })
  lesson.answer(question, 'wrong', { answer: '  x = “2”\n' })
  lesson.hint(question, 1)
  lesson.answer(question, 'unsure')
  lesson.answer(question, 'right')
  lesson.close(question)
  return lesson
}

const statementsOf = (lesson: Lesson) => xapiStatements(lesson.record, author)
const verbOf = ({ verb }: XapiStatement) => verb.id.slice(verb.id.lastIndexOf('/') + 1)

/** What section 2 of the data part of xAPI 1.0.3 asks of a statement, for the parts used here. */
function expectValid(statement: XapiStatement): void {
  const isIri = (text: string) => expect(new URL(text).href).toBe(text)
  const isLanguageMap = (map: object) => expect(Object.keys(map).every((tag) => Intl.getCanonicalLocales(tag).length === 1)).toBe(true)
  const allowed = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp']
  expect(Object.keys(statement).filter((key) => !allowed.includes(key))).toEqual([])
  expect(statement.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Object.keys(statement.actor)).toEqual(['objectType', 'account'])
  expect(statement.actor.objectType).toBe('Agent')
  expect(URL.canParse(statement.actor.account.homePage)).toBe(true)
  expect(statement.actor.account.name).not.toBe('')
  isIri(statement.verb.id)
  isLanguageMap(statement.verb.display)
  for (const activity of [statement.object, ...(statement.context.contextActivities?.parent ?? [])]) {
    expect(activity.objectType).toBe('Activity')
    isIri(activity.id)
    isIri(activity.definition.type)
    isLanguageMap(activity.definition.name)
  }
  if (statement.result?.score) expect(Math.abs(statement.result.score.scaled)).toBeLessThanOrEqual(1)
  Object.keys(statement.context.extensions ?? {}).forEach(isIri)
  expect(new Date(statement.timestamp).toISOString()).toBe(statement.timestamp)
  // No null anywhere, and nothing that JSON would drop.
  expect(JSON.stringify(statement)).not.toContain('null')
  expect(JSON.parse(JSON.stringify(statement))).toEqual(statement)
}

it('LEARN-40 every statement has what xAPI 1.0.3 asks for, and nothing else', () => {
  const statements = statementsOf(lessonOfAll())
  statements.forEach(expectValid)
  expect(statements.map(verbOf)).toEqual(['answered', 'answered', 'answered', 'mastered', 'answered', 'experienced', 'answered', 'answered'])
  expect(statements.map(({ timestamp }) => timestamp)).toEqual(statements.map(({ timestamp }) => timestamp).toSorted())
  expect(statements[0]!.actor).toEqual({ objectType: 'Agent', account: { homePage: 'https://tutor.example', name: 'anna/1' } })
  expect(statements[5]!.object.id).toBe('https://tutor.example/items/equations%2Fi%201/hints/1')
  expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length)
})

it('LEARN-41 the same answers make the same statements, also of a stored record; other learners make others', () => {
  const lesson = lessonOfAll()
  const again = new LearnerRecord(JSON.parse(JSON.stringify(lesson.record)))
  expect(xapiStatements(again, author)).toEqual(statementsOf(lesson))
  const ids = new Set(statementsOf(lesson).map(({ id }) => id))
  const others = xapiStatements(lesson.record, { ...author, learnerId: 'ben' })
  expect(others.filter(({ id }) => ids.has(id))).toEqual([])
})

it('LEARN-41 an answer that was marked anew makes another statement', () => {
  const lesson = new Lesson()
  const answerId = lesson.do('wrong')
  const [before] = statementsOf(lesson)
  lesson.tell({ fact: 'remarked', answerId, keyVersion: 'k2', mark: { verdict: 'right', by: 'number', feedback: '' } })
  const [after] = statementsOf(lesson)
  expect(after!.result).toMatchObject({ success: true })
  expect(after!.id).not.toBe(before!.id)
})

it('LEARN-42 what was decided has a success and a score, what was not has the answer alone', () => {
  const answers = statementsOf(lessonOfAll()).filter((each) => verbOf(each) === 'answered').slice(-3)
  expect(answers.map(({ result }) => result)).toEqual([
    { success: false, score: { scaled: 0 }, response: '  x = “2”\n' },
    { response: '1' },
    { success: true, score: { scaled: 1 }, response: '1' },
  ])
  expect(answers[0]!.context).toEqual({
    platform: 'Tutor AI',
    contextActivities: { parent: [expect.objectContaining({ id: 'https://tutor.example/skills/algebra' })] },
    extensions: {
      'https://tutor.example/xapi/purpose': 'lesson',
      'https://tutor.example/xapi/verdict': 'wrong',
      'https://tutor.example/xapi/hintLevel': 0,
      'https://tutor.example/xapi/attempt': 0,
      'https://tutor.example/xapi/counts': true,
      'https://tutor.example/xapi/confidence': 0.8,
    },
  })
})
