import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { violations } from './violations.ts'

const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
mkdirSync(pictures, { recursive: true })

const desktop = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

interface VisitOptions {
  readonly viewport?: typeof desktop
  readonly colorScheme?: 'light' | 'dark'
  /** Runs in the page before its own scripts. */
  readonly first?: () => void
}

/** A learner with a browser of their own, on the page. */
export class Visitor {
  readonly page: Page
  /** What went wrong on the page, and what it asked of other origins. */
  readonly faults: string[] = []

  static async visit(browser: Browser, address: string, { viewport = desktop, colorScheme = 'light', first }: VisitOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport, colorScheme, acceptDownloads: true })
    onTestFinished(() => context.close())
    if (first) await context.addInitScript(first)
    const visitor = new Visitor(await context.newPage(), address)
    await visitor.page.goto(address)
    await visitor.page.locator('.connection[data-kind="live"]').waitFor()
    return visitor
  }

  private constructor(page: Page, address: string) {
    this.page = page
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== address) this.faults.push(request.url())
    })
  }

  get answers(): Locator {
    return this.page.locator('.message.tutor')
  }

  async send(text: string): Promise<void> {
    await this.page.getByLabel('Your message').fill(text)
    await this.page.getByRole('button', { name: 'Send', exact: true }).click()
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
    await this.page.screenshot({ path: `${pictures}${name}.png` })
  }

  /** @returns what axe finds wrong with the page as it is */
  violations(): Promise<string[]> {
    return violations(this.page)
  }
}
