import axe from 'axe-core'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
mkdirSync(pictures, { recursive: true })

const desktop = { width: 1280, height: 800 }
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

/** @returns what axe-core says against the page as it is */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Takes its picture in light and dark, as a phone and a desktop show it. @returns what axe-core says against any of them */
export async function lookAtAll(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  const before = page.viewportSize()!
  for (const [device, viewport] of Object.entries({ desktop, phone })) {
    await page.setViewportSize(viewport)
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await picture(page, `${name}-${device}-${scheme}`)
      found.push(...(await violations(page)).map((violation) => `${device} ${scheme} ${violation}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
  return found
}
