import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { violations } from './violations.ts'

const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
const makeToken = fileURLToPath(new URL('../../gateway/src/make-token.process.ts', import.meta.url))
const auth = { AUTH: 'jwt', JWT_SECRET: 'a secret that only issuer and server have', JWT_ISSUER: 'school', JWT_AUDIENCE: 'tutor' }
mkdirSync(pictures, { recursive: true })
const server = new PageServer(auth)
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

async function tokenOf(...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [makeToken, ...flags], { env: auth })
  return stdout.trim()
}

async function visit(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto((await server.address) + path)
  return page
}

test('WEB-53 a teacher sees who shares and which skills they know, on a desktop and a phone; the learner decides on their page, and sees who looked', async () => {
  const anna = await visit(`/#token=${await tokenOf('--user', 'anna')}`)
  for (const text of ['/learn', '17']) {
    await anna.getByLabel('Your message').fill(text)
    await anna.getByRole('button', { name: 'Send', exact: true }).click()
    await anna.locator('[aria-busy=false]').waitFor()
  }
  await anna.getByRole('tab', { name: 'Data' }).click()
  await anna.getByRole('button', { name: 'Share with my teachers' }).click()
  await anna.getByRole('button', { name: 'Stop sharing' }).waitFor()

  const teacher = await visit('/teacher')
  await teacher.getByLabel('Your token').fill(await tokenOf('--user', 'tina', '--role', 'teacher', '--learners', 'anna,ben'))
  await teacher.getByRole('button', { name: 'Sign in' }).click()
  await teacher.getByRole('heading', { name: 'Learners of tina' }).waitFor()
  await teacher.getByRole('row', { name: /ben does not share/ }).waitFor()
  await teacher.getByRole('row', { name: /anna/ }).getByText('0 %').waitFor()
  await teacher.getByText('1 of 17 begun').click()
  expect(await violations(teacher)).toEqual([])
  await teacher.screenshot({ path: `${pictures}teacher-desktop.png` })
  await teacher.setViewportSize({ width: 390, height: 844 })
  expect(await teacher.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await teacher.getByRole('button', { name: 'Dark colours' }).click()
  await teacher.screenshot({ path: `${pictures}teacher-phone-dark.png` })
  expect(await violations(teacher)).toEqual([])

  await anna.getByText('tina looked on').waitFor()
  await anna.screenshot({ path: `${pictures}sharing-desktop.png` })
  expect(await violations(anna)).toEqual([])
  await anna.getByRole('button', { name: 'Stop sharing' }).click()
  await anna.getByRole('button', { name: 'Share with my teachers' }).waitFor()
  await teacher.getByRole('button', { name: 'Look again' }).click()
  await teacher.getByRole('row').filter({ hasText: 'anna' }).getByText('does not share').waitFor()
})
