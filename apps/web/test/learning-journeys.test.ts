import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { ClockedServer } from './clocked-server.ts'
import { LearnerPage } from './learner-page.ts'

const dayMs = 86_400_000

const server = await ClockedServer.start()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** How far the server's clock is ahead: journeys follow each other, and whoever comes later lives later. */
let aheadMs = 0

async function visit(options: { isPhone?: boolean; isDark?: boolean } = {}): Promise<LearnerPage> {
  const learner = await LearnerPage.open(browser, { address: server.address, ...options })
  if (aheadMs > 0) await learner.wait(aheadMs)
  return learner
}

async function letPass(days: number, learner: LearnerPage): Promise<void> {
  aheadMs += days * dayMs
  await server.setForward(days * dayMs)
  await learner.wait(days * dayMs)
}

/** Shows a view as it is to be shown, and finds nothing in it that axe knows to be wrong. */
async function look(learner: LearnerPage, name: string): Promise<void> {
  await learner.picture(name)
  expect(await learner.violations(), name).toEqual([])
}

describe('the journeys through the page, by its buttons and fields', () => {
  it('JOURNEY-1 WEB-8 WEB-10 first five minutes: a course, five questions with how sure one is, a plan, a first lesson', async () => {
    await using anna = await visit()
    await anna.press(/Linear equations/)
    expect(await anna.card.innerText()).toMatch(/First look\s*Question 1 of 5\s*No help/)
    await look(anna, 'confidence-desktop')
    for (let count = 0; count < 5 && anna.record.question; count++) await (count === 0 ? anna.answerRightly() : anna.answerWrongly('A guess'))
    expect([anna.record.quiz, anna.record.lastQuiz]).toMatchObject([undefined, { purpose: 'diagnostic' }])
    await look(anna, 'learning-desktop')
    await anna.show('Plan')
    await anna.page.locator('.calendar [aria-current=date]').getByRole('button', { name: /minutes$/ }).waitFor()
    await look(anna, 'plan-desktop')
    await anna.say('/learn')
    expect(await anna.card.innerText()).toMatch(/Lesson\s*Question 1 of/)
    await look(anna, 'lesson-desktop')
    expect(anna.faults).toEqual([])
  })

  it('JOURNEY-3 WEB-8 stuck on an equation: steps are told, the ladder waits for tries, a twin follows, and no key leaks', async () => {
    await using anna = await visit({ isPhone: true })
    await anna.press(/Linear equations/)
    await anna.press('End the first look', anna.card)
    await anna.show('Learning')
    await anna.page.getByRole('button', { name: /^Equations in two steps/ }).click()
    await look(anna, 'skill-new-phone')
    await anna.press('Learn it')
    const { item } = anna
    const help = anna.card.getByRole('button', { name: 'A question that leads on' })
    expect(await help.isDisabled()).toBe(true)
    await anna.say('just tell me')
    await anna.isTold(/^I will not just tell you/)
    for (const next of ['A question that leads on', 'Show where to look', 'Show the rule', 'Show the first step']) {
      await anna.answerWrongly()
      expect(await anna.page.getByRole('status').filter({ hasText: 'Not right' }).innerText()).toContain('sides are not equal')
      await anna.press(next, anna.card)
    }
    expect(await anna.card.getByRole('list', { name: 'Your tries' }).getByRole('listitem').count()).toBe(4)
    expect(await anna.card.locator('.ladder [data-state=used]').allInnerTexts()).toEqual(['Your try', 'A question', 'Where to look', 'The rule', 'First step'].map((name) => expect.stringContaining(name) as string))
    expect(await anna.page.content()).not.toContain(item.solution.slice(0, 30))
    await look(anna, 'ladder-phone')
    await anna.answerWrongly()
    await anna.press('Show the solution', anna.card)
    expect(await anna.card.innerText()).toContain('One more of the same kind')
    expect(anna.record.question?.item.id).not.toBe(item.id)
    expect(anna.faults).toEqual([])
  })

  it('JOURNEY-4 WEB-8 WEB-9 a quiz to mastery without help; a doubted key is looked at; the number has its answers behind it', async () => {
    await using anna = await visit({ isDark: true })
    await anna.press(/Linear equations/)
    await anna.press('End the first look', anna.card)
    await anna.page.getByRole('button', { name: /^Equations in one step/ }).click()
    await anna.press('Quiz me on it')
    expect(await anna.card.getByRole('list', { name: 'Ladder of help' }).count()).toBe(0)
    const { skill } = anna.item
    await anna.press(/^Sure/, anna.card)
    expect(await anna.card.getByRole('textbox').evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true)
    await anna.answerRightly()
    await look(anna, 'quiz-dark')
    while (anna.record.quiz) await anna.answerRightly('Sure')
    const detail = anna.page.getByRole('region', { name: 'Equations in one step' })
    expect(await detail.innerText()).toMatch(/Mastered/)
    expect(await detail.locator('.evidence li').count()).toBe(anna.record.evidence(skill).length)
    await look(anna, 'mastered-dark')
    await anna.press('I do not know this', detail)
    await detail.getByText('You said that this is unknown.').waitFor()
    await anna.say('/quiz numbers-with-a-sign 2')
    await anna.answerWrongly('A guess')
    await anna.page.getByRole('button', { name: 'The key is wrong' }).click()
    await anna.page.getByLabel('Why is it wrong?').fill('I think that is right')
    await look(anna, 'doubt-dark')
    await anna.press('Send', anna.page.locator('.mark'))
    await anna.isTold(/counts neither|counts now/)
    expect(anna.faults).toEqual([])
  })

  it('JOURNEY-7 WEB-8 a JavaScript exercise: the field indents, a failing test is told, a loop ends, and it passes', async () => {
    await using anna = await visit()
    await anna.say('/start first-functions')
    await anna.press('End the first look', anna.card)
    await anna.say('/learn')
    const { answer } = anna.item
    if (answer.kind !== 'code') throw new Error('no exercise')
    const field = anna.card.getByLabel('Your JavaScript')
    await field.pressSequentially(`function ${answer.functionName}() {`)
    await field.press('Enter')
    await field.press('Tab')
    await field.pressSequentially('return 98765')
    expect(await field.inputValue()).toBe(`function ${answer.functionName}() {\n    return 98765`)
    await field.press('Escape')
    await field.press('Tab')
    expect(await field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(false)
    await anna.answerWrongly()
    expect(await anna.page.locator('.mark').innerText()).toMatch(/98765/)
    await look(anna, 'code-desktop')
    await anna.give(`function ${answer.functionName}() { while (true) {} }`)
    expect(await anna.page.locator('.mark').innerText()).toMatch(/did not end within a second/)
    await anna.answerRightly()
    expect(await anna.page.locator('.mark').innerText()).toMatch(/all \d+ tests pass/)
    await anna.card.getByLabel(/Why does that work/).fill('It gives back what was asked for.')
    await look(anna, 'explanation-desktop')
    await anna.press('Say why', anna.card)
    expect(anna.faults).toEqual([])
  })

  it('WEB-11 what is known is downloaded, and deleted after a second press', async () => {
    await using anna = await visit({ isPhone: true })
    await anna.say('/learn one-step')
    await anna.answerRightly()
    await anna.show('Data')
    const [download] = await Promise.all([anna.page.waitForEvent('download'), anna.page.getByRole('button', { name: 'Download as a file' }).click()])
    const { statements } = JSON.parse(await readFile(await download.path(), 'utf8')) as { statements: readonly { verb: { display: { en: string } } }[] }
    expect(statements.map(({ verb }) => verb.display.en)).toEqual(['answered'])
    await anna.page.getByRole('button', { name: 'Forget what is known of me' }).click()
    await look(anna, 'data-phone')
    await anna.press('Forget it all')
    expect(anna.record.evidence()).toEqual([])
    await anna.page.reload()
    await anna.show('Learning')
    await anna.page.getByRole('region', { name: 'Map of the skills' }).waitFor()
    await anna.show('Data')
    await anna.page.getByRole('button', { name: 'Delete everything' }).click()
    await anna.page.getByRole('button', { name: 'Delete for good' }).click()
    await anna.page.locator('.connection[data-kind="closed"]').waitFor()
    expect(anna.faults).toEqual([])
  })

  it('JOURNEY-5 WEB-8 WEB-9 back after six days, then two months: what is due comes first, what is forgotten comes back into the plan', async () => {
    await using anna = await visit()
    await anna.show('Plan')
    await anna.page.getByLabel('Goal').fill('linear equations')
    await anna.press('Make the plan')
    await anna.show('Learning')
    await anna.page.getByRole('button', { name: /^Equations in one step/ }).click()
    await anna.press('Quiz me on it')
    const { skill } = anna.item
    while (anna.record.quiz) await anna.answerRightly()
    await anna.say('/learn two-step')
    await letPass(6, anna)
    expect(await anna.page.getByRole('region', { name: 'Expired question' }).innerText()).toContain('It counts neither way')
    await anna.press('Go on')
    expect(anna.record.question).toMatchObject({ purpose: 'review', item: { skill } })
    await anna.press('End the review', anna.card)
    await look(anna, 'reviews-desktop')
    await anna.press('Put off Equations in one step')
    await anna.page.getByText('Nothing is due. The next is “Equations in one step”').waitFor()
    await letPass(60, anna)
    await anna.page.getByRole('button', { name: /^Equations in one step\s+Forgotten/ }).click()
    await anna.page.getByRole('img', { name: /the review is due on/ }).scrollIntoViewIfNeeded()
    await look(anna, 'forgotten-desktop')
    await anna.show('Plan')
    await anna.press('What is for today?')
    expect(anna.record.plan?.cause).toMatch(/forgotten_skill|missed_days/)
    await anna.page.getByText(/^Made anew, because/).waitFor()
    expect(anna.faults).toEqual([])
  })

  it('JOURNEY-6 WEB-10 an exam in 14 days, two missed: the plan moves; a mock exam says how well they judge themselves', async () => {
    await using anna = await visit({ isPhone: true })
    await anna.show('Plan')
    await anna.page.getByLabel('Goal').fill('linear equations')
    const examOn = new Date(Date.now() + aheadMs + 14 * dayMs).toISOString().slice(0, 10)
    await anna.page.getByLabel('Exam on').fill(examOn)
    await anna.page.getByLabel('Minutes a day').fill('45')
    expect(await anna.page.locator('.typed code').allInnerTexts()).toEqual([`/plan linear equations by ${examOn}`, '/plan 45 minutes a day'])
    await look(anna, 'plan-form-phone')
    await anna.turn(() => anna.page.getByRole('button', { name: 'Make the plan' }).click(), 2)
    expect(anna.record.plan).toMatchObject({ examOn, minutesPerDay: 45 })
    await letPass(2, anna)
    await anna.show('Plan')
    await look(anna, 'agenda-phone')
    await anna.press('What is for today?')
    expect(anna.record.plan).toMatchObject({ cause: 'missed_days', examOn })
    await anna.show('Plan')
    await anna.page.getByRole('button', { name: 'Calendar' }).click()
    expect(await anna.page.locator('.calendar [data-missed]').count()).toBeGreaterThan(0)
    expect(await anna.page.locator('.calendar [data-exam]').count()).toBeLessThan(2)
    await look(anna, 'calendar-phone')
    await anna.show('Chat')
    await anna.say('/exam 3')
    await anna.answerRightly('Sure')
    expect(await anna.page.locator('.mark').innerText()).toBe('Noted. The marks come at the end of the exam.')
    await anna.show('Learning')
    await anna.page.getByText('A mock exam is under way.').waitFor()
    await anna.show('Chat')
    await look(anna, 'exam-phone')
    await anna.answerWrongly('Sure')
    await anna.answerWrongly('Sure')
    await anna.show('Learning')
    const report = anna.page.getByRole('region', { name: 'How well you judge yourself' })
    expect(await report.innerText()).toMatch(/95 % sure on average, and 33 % was right\. You were surer than you could be/)
    expect(await report.getByRole('img').getAttribute('aria-label')).toBe('80 % to 100 % sure: 1 of 3 right')
    await report.scrollIntoViewIfNeeded()
    await look(anna, 'calibration-phone')
    expect(anna.faults).toEqual([])
  })
})
