import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { violations } from './violations.ts'

const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
mkdirSync(pictures, { recursive: true })
const server = new PageServer({ AGENT: 'faulty', THREADS: '2' })
const browser = await openBrowser()
const sockets: WebSocket[] = []
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** The operator's page, and what went wrong on it. */
async function visit(viewport = { width: 1280, height: 800 }): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  await page.goto(`${await server.address}/admin`)
  return { page, faults }
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Your token').fill(server.operatorToken)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('.server-status[data-kind="live"]').waitFor()
}

async function connect(client: string, subprotocols: string[] = []): Promise<WebSocket> {
  const socket = new WebSocket(`${(await server.address).replace('http', 'ws')}/ws/${client}`, subprotocols)
  sockets.push(socket)
  await once(socket, 'open')
  return socket
}

async function ask(socket: WebSocket, question: string): Promise<string> {
  const answer = once(socket, 'message')
  socket.send(question)
  const [{ data }] = (await answer) as [MessageEvent]
  return String(data)
}

test('WEB-50 who has no token or a wrong one sees nothing of the server; the token is kept for the tab, until they sign out', async () => {
  const { page, faults } = await visit({ width: 390, height: 844 })
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.screenshot({ path: `${pictures}operator-sign-in-phone.png` })
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Your token').fill('guessed')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.locator('.board').count()).toBe(0)
  await signIn(page)
  await page.reload()
  await page.locator('.server-status[data-kind="live"]').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(faults).toEqual([])
})

test('WEB-50 WEB-51 the server is seen live: sessions found by name, threads, latencies, faults; on a desktop and a phone, in light and dark, without a violation axe knows', async () => {
  const { page, faults } = await visit()
  await signIn(page)
  const anna = await connect('anna')
  for (let index = 0; index < 60; index++) await ask(await connect(`learner-${String(index).padStart(2, '0')}`), 'hello')
  const native = await connect('learner-07', ['tutor.v1'])
  native.send(JSON.stringify({ type: 'run', runId: 'r1', message: { id: 'm1', content: 'hello' } }))
  expect(await ask(anna, 'throw')).toContain('run_failed')
  await page.getByRole('row', { name: /anna/ }).filter({ hasText: 'run_failed' }).waitFor()
  await page.getByText('1 to 50 of 61').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('51 to 61 of 61').waitFor()
  await page.getByLabel('Name holds').fill('NER-0')
  await page.getByText('1 to 10 of 10, 61 in all').waitFor()
  await page.getByLabel('First by').selectOption('name')
  // The plots have something to show.
  await page.waitForFunction(() => (document.querySelector('.plot path')?.getAttribute('d')?.match(/L/g)?.length ?? 0) > 2)
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: `${pictures}operator-desktop.png`, fullPage: true })
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Dark colours' }).click()
  await page.screenshot({ path: `${pictures}operator-dark.png`, fullPage: true })
  expect(await violations(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: `${pictures}operator-phone-dark.png`, fullPage: true })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Light colours' }).click()
  await page.screenshot({ path: `${pictures}operator-phone.png`, fullPage: true })
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
})

test('WEB-52 an operator ends a thread and a session from the page, with the keyboard alone and asked back each time', async () => {
  const { page } = await visit()
  await signIn(page)
  const ben = await connect('ben')
  await ask(ben, 'hello')
  const threads = page.getByRole('table', { name: 'Session threads' }).getByRole('row')
  const [, first] = await threads.all()
  const name = await first!.getByRole('cell').first().innerText()
  const end = page.getByRole('button', { name: `End thread ${name.trim()}` })
  await end.press('Enter')
  await page.getByRole('dialog', { name: `End thread ${name.trim()}?` }).waitFor()
  await page.screenshot({ path: `${pictures}operator-confirm-desktop.png` })
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await end.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /ended the thread/ }).waitFor()
  await end.waitFor({ state: 'detached' })
  expect(await ask(ben, 'still there?')).toBe('still there?')

  await page.getByLabel('Name holds').fill('ben')
  const closed = once(ben, 'close') as Promise<[CloseEvent]>
  await page.getByRole('button', { name: 'End the session ben' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
  expect((await closed)[0]).toMatchObject({ code: 1008, reason: 'session_ended' })
  await page.getByText('None of them is like that.').waitFor()
})

test('WEB-52 an operator stops the server from the page, which shows that it is gone; the exit code is 0', async () => {
  const { page } = await visit()
  await signIn(page)
  await page.getByRole('button', { name: 'Stop the server' }).click()
  await page.getByRole('dialog', { name: 'Stop the server?' }).getByRole('button', { name: 'Stop the server' }).click()
  expect(await server.exited).toEqual([0, null])
  await page.locator('.server-status[data-kind="gone"]').waitFor()
  await page.screenshot({ path: `${pictures}operator-gone-desktop.png` })
  expect(await violations(page)).toEqual([])
})
