import type { Browser, Locator, Page } from 'playwright-core'
import { violations } from './violations.ts'
import { live, openWindow, picture, send } from './visit.ts'

/** A learner with a browser of their own, on the page. */
export class Visitor {
  readonly page: Page
  /** What went wrong on the page, and what it asked of other origins. */
  readonly faults: readonly string[]

  static async visit(browser: Browser, address: string, options?: Parameters<typeof openWindow>[1]): Promise<Visitor> {
    const { page, faults } = await openWindow(browser, options)
    page.setDefaultTimeout(30_000)
    await page.goto(address)
    await live(page)
    return new Visitor(page, faults)
  }

  private constructor(page: Page, faults: readonly string[]) {
    this.page = page
    this.faults = faults
  }

  get answers(): Locator {
    return this.page.locator('.message.tutor')
  }

  async send(text: string): Promise<void> {
    await send(this.page, text)
  }

  /** Says something. @returns the answer, when all of it is there */
  async ask(text: string): Promise<Locator> {
    const answer = this.answers.nth(await this.answers.count())
    await this.send(text)
    await answer.waitFor()
    await this.page.locator('[aria-label="Messages"][aria-busy="false"]').waitFor()
    return answer
  }

  async show(view: string): Promise<void> {
    await this.page.getByRole('tab', { name: view }).click()
  }

  async add(...files: readonly { readonly name: string; readonly bytes: Uint8Array | string }[]): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })))
  }

  /** A document that is there. */
  document(name: string): Locator {
    return this.page.locator('.document', { has: this.page.getByRole('button', { name: `Read ${name}`, exact: true }) })
  }

  upload(name: string): Locator {
    return this.page.locator('.upload', { hasText: name })
  }

  get reader(): Locator {
    return this.page.getByRole('dialog')
  }

  async photograph(name: string): Promise<void> {
    await picture(this.page, name)
  }

  /** @returns what axe finds wrong with the page as it is */
  violations(): Promise<string[]> {
    return violations(this.page)
  }
}
