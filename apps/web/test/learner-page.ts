import { loadCourses } from '@tutor/courses'
import { ownAnswer } from '@tutor/grading'
import { LearnerRecord } from '@tutor/learner'
import { decodeServerMessage, type CustomEvents, type Item, type ServerMessage } from '@tutor/protocol'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { violations } from './violations.ts'
import { desktop, live, phone, picture, send } from './visit.ts'

const { courses } = await loadCourses()
const items: ReadonlyMap<string, Item> = new Map(courses.flatMap((course) => course.items.map((item) => [item.id, item])))

interface LearnerPageOptions {
  readonly address: string
  readonly isPhone?: boolean
  readonly isDark?: boolean
}

/**
 * A learner of their own before the page, who knows the answers and need not give them. They press and type; what the tutor
 * knows of them is the sum of the facts that their page is sent.
 */
export class LearnerPage implements AsyncDisposable {
  readonly page: Page
  readonly faults: string[] = []
  record = new LearnerRecord()
  readonly #context: BrowserContext
  #ended = 0
  #wake: () => void = () => undefined

  static async open(browser: Browser, { address, isPhone = false, isDark = false }: LearnerPageOptions): Promise<LearnerPage> {
    const screen = isPhone ? { viewport: phone, hasTouch: true, isMobile: true } : { viewport: desktop }
    const context = await browser.newContext({ ...screen, colorScheme: isDark ? 'dark' : 'light', acceptDownloads: true })
    const learner = new LearnerPage(context, await context.newPage())
    await learner.page.goto(address)
    await live(learner.page)
    return learner
  }

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context
    this.page = page
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('websocket', (socket) => {
      this.record = new LearnerRecord()
      socket.on('framereceived', ({ payload }) => this.#hear(decodeServerMessage(String(payload))))
    })
  }

  get card(): Locator {
    return this.page.getByRole('region', { name: 'Open question' })
  }

  /** The item that is asked. */
  get item(): Item {
    const item = items.get(this.record.question?.item.id ?? '')
    if (!item) throw new Error(`nothing of a course is asked: ${JSON.stringify(this.record.question)}`)
    return item
  }

  /** Does something, and waits until what it asks for is answered. */
  async turn(act: () => Promise<void>, answers = 1): Promise<void> {
    const until = this.#ended + answers
    await act()
    while (this.#ended < until) await new Promise<void>((resolve) => (this.#wake = resolve))
    // What it was sent, the page shows at the next frame of the screen.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }

  async press(name: string | RegExp, inside: Locator | Page = this.page): Promise<void> {
    await this.turn(() => inside.getByRole('button', { name, exact: typeof name === 'string' }).click())
  }

  async say(text: string): Promise<void> {
    await this.turn(() => send(this.page, text))
  }

  async show(view: string): Promise<void> {
    await this.page.getByRole('tab', { name: view }).click()
  }

  /** Waits until the tutor has said something in the conversation. */
  async isTold(words: RegExp): Promise<void> {
    await this.page.locator('.message.tutor .words', { hasText: words }).first().waitFor({ state: 'attached' })
  }

  async answerRightly(sure = 'Quite'): Promise<void> {
    await this.#sayHowSure(sure)
    await this.give(ownAnswer(this.item))
  }

  async answerWrongly(sure = 'Quite'): Promise<void> {
    await this.#sayHowSure(sure)
    await this.give(wrongAnswer(this.item))
  }

  /** Puts an answer into the field of the card and sends it. */
  async give(answer: string): Promise<void> {
    const { kind } = this.item.answer
    if (kind === 'choice') await this.card.getByRole('radio', { name: new RegExp(`^${answer}\\b`) }).check()
    else await this.card.getByRole('textbox').fill(answer)
    await this.press(kind === 'code' ? 'Run the tests' : 'Answer', this.card)
  }

  /** Lets the page think that it is later, and opens it anew. */
  async wait(ms: number): Promise<void> {
    await this.page.addInitScript((ahead) => {
      const now = Date.now
      Date.now = () => now() + ahead
    }, ms)
    await this.page.reload()
    await live(this.page)
  }

  /** Rules of accessibility that are broken, as axe knows them. */
  async violations(): Promise<readonly string[]> {
    return await violations(this.page)
  }

  async picture(name: string): Promise<void> {
    await picture(this.page, name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close()
  }

  async #sayHowSure(name: string): Promise<void> {
    if (this.record.question?.awaits === 'confidence') await this.press(new RegExp(`^${name}`), this.card)
  }

  #hear(message: ServerMessage): void {
    if (message.type !== 'event') return
    const { event } = message
    if (event.type === 'CUSTOM' && event.name === 'tutor.learned') {
      for (const fact of (event.value as CustomEvents['tutor.learned']).facts) this.record.apply(fact)
    }
    if (event.type !== 'RUN_FINISHED' && event.type !== 'RUN_ERROR') return
    this.#ended += 1
    this.#wake()
  }
}

function wrongAnswer({ answer, choices = {} }: Item): string {
  switch (answer.kind) {
    case 'choice':
      return Object.keys(choices).find((key) => key !== answer.correct)!
    case 'equation':
      return `${answer.variable} = 98765`
    case 'algebra':
      return `${answer.expression} + 98765`
    case 'number':
      return `98765 ${answer.unit ?? ''}`.trim()
    case 'code':
      return `function ${answer.functionName}() { return 98765 }`
    case 'text':
    case 'points':
      return 'certainly none of what was asked for'
  }
}
