import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { violations } from './violations.ts'

const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
mkdirSync(pictures, { recursive: true })

export const desktop = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

interface VisitOptions extends BrowserContextOptions {
  /** Run before the page's own. */
  readonly script?: () => void
}

/** A browser's window of its own, with nothing in its storage, and what went wrong in it. */
export async function openWindow(browser: Browser, { script, ...options }: VisitOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: desktop, ...options })
  onTestFinished(() => context.close())
  if (script) await context.addInitScript(script)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(page.url()).origin && page.url() !== 'about:blank') faults.push(request.url())
  })
  return { page, faults }
}

export async function live(page: Page): Promise<void> {
  await page.locator('.connection[data-kind="live"]').waitFor()
}

export async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${pictures}${name}.png` })
}

const looks = [
  { name: 'desktop-light', viewport: desktop, colorScheme: 'light' },
  { name: 'phone-dark', viewport: phone, colorScheme: 'dark' },
] as const

/** Takes its picture on a desktop in light and on a phone in dark. @returns what axe-core says against either */
export async function lookAtAll(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  const before = page.viewportSize()!
  for (const { name: look, viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    await picture(page, `${name}-${look}`)
    found.push(...(await violations(page)).map((violation) => `${look} ${violation}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
  return found
}
