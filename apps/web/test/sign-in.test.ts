import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { live, lookAtAll, openWindow, send } from './visit.ts'

const makeToken = fileURLToPath(new URL('../../gateway/src/make-token.process.ts', import.meta.url))
const settings = { AUTH: 'jwt', JWT_SECRET: 'a secret of the school, thirty-two bytes or more', JWT_ISSUER: 'school', JWT_AUDIENCE: 'tutor' }
const server = new PageServer(settings)
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** What `npm run token` prints. */
async function tokenOf(user: string, hours = '1'): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [makeToken, '--user', user, '--hours', hours], { env: { ...process.env, ...settings } })
  return stdout.trim()
}

test('WEB-22 a learner pastes a token, is let in again after a reload and a crash of the server, signs out, and is asked again', async () => {
  const { page, faults } = await openWindow(browser)
  await page.goto(await server.address)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const signIn = async (token: string) => {
    await page.getByLabel('Access code').fill(token)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn('let me in')
  await page.getByRole('alert').waitFor()
  expect(await lookAtAll(page, 'sign-in')).toEqual([])
  const token = await tokenOf('anna')
  await signIn(token)
  await live(page)
  await send(page, '/courses')
  await page.locator('.tutor').first().waitFor()
  await page.reload()
  await page.locator('.tutor').first().waitFor()
  await server.crash(token)
  await page.locator('.connection:not([data-kind="live"])').waitFor()
  await live(page)
  expect(await lookAtAll(page, 'signed-in')).toEqual([])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You have signed out.').waitFor()
  await signIn(token)
  await page.getByText('Your access has ended').waitFor()
  expect(faults).toEqual([])
})

test('WEB-22 a link lets its learner in, its token is gone from the address, and when it runs out the page asks again', async () => {
  const { page } = await openWindow(browser)
  await page.goto(`${await server.address}/#token=${await tokenOf('berta', '0.002')}`)
  await live(page)
  expect([await page.evaluate(() => location.hash), await page.locator('.user').textContent()]).toEqual(['', 'berta'])
  await page.getByText('Your access has ended').waitFor()
  await page.goto(`${await server.address}/#token=${await tokenOf('berta')}`)
  await live(page)
})
