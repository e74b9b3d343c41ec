import { afterAll, expect, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { violations } from './violations.ts'
import { live, lookAtAll, openWindow, phone, picture, send } from './visit.ts'

const server = new PageServer()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** A learner of their own. */
async function visit(options?: Parameters<typeof openWindow>[1]): ReturnType<typeof openWindow> {
  const opened = await openWindow(browser, options)
  await opened.page.goto(await server.address)
  await live(opened.page)
  return opened
}

test('WEB-4 WEB-5 the sample course begins with one click, and its question can be answered with buttons, without a violation axe knows', async () => {
  const { page, faults } = await visit()
  await page.getByRole('button', { name: /Linear equations/ }).waitFor()
  expect(await lookAtAll(page, 'first')).toEqual([])
  await page.getByRole('button', { name: /Linear equations/ }).click()
  await page.getByRole('region', { name: 'Open question' }).waitFor()
  await page.getByRole('button', { name: 'Say so' }).click()
  await page.locator('.learner', { hasText: '/sure 50' }).waitFor()
  await send(page, '7')
  await page.getByRole('button', { name: /Not begun|Learning/ }).first().waitFor()
  await page.getByRole('button', { name: 'Dark colours' }).click()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  await page.getByRole('button', { name: 'Light colours' }).click()
  expect(await lookAtAll(page, 'question')).toEqual([])
  expect(faults).toEqual([])
})

test('WEB-3 WEB-5 a document is added on a phone and an answer quotes it; one without content is refused in words', async () => {
  const { page, faults } = await visit({ viewport: phone })
  await page.getByRole('tab', { name: 'Documents' }).click()
  await page.locator('input[type=file]').setInputFiles([
    { name: 'cells.txt', mimeType: 'text/plain', buffer: Buffer.from('The mitochondria make the energy of a cell. The nucleus holds its genes.') },
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ])
  await page.getByRole('button', { name: 'Remove cells.txt' }).waitFor()
  await page.locator('.documents [role=alert]').waitFor()
  await picture(page, 'documents-phone')
  expect(await violations(page)).toEqual([])
  await page.getByRole('tab', { name: 'Chat' }).click()
  await send(page, 'What do the mitochondria make?')
  await page.getByText('[1] cells.txt, line 1', { exact: true }).waitFor()
  await page.locator('.citations .quote', { hasText: 'The mitochondria make the energy of a cell.' }).waitFor()
  await picture(page, 'chat-phone')
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
})

test('WEB-6 script in a message or a document is shown as text and never runs', async () => {
  const { page, faults } = await visit()
  const hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> [x](javascript:window.ran=1)'
  await page.getByRole('tab', { name: 'Documents' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'hostile.txt', mimeType: 'text/plain', buffer: Buffer.from(`The owl says ${hostile} at night.`) })
  await page.getByRole('button', { name: 'Remove hostile.txt' }).waitFor()
  await send(page, `What does the owl say at night? ${hostile}`)
  await page.locator('.learner', { hasText: '<script>' }).waitFor()
  await page.locator('.tutor').first().waitFor()
  await page.locator('[aria-busy=false]').waitFor()
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
  expect(await page.locator('.messages img, .messages script, a[href^="javascript"]').count()).toBe(0)
  expect(faults).toEqual([])
})

test('WEB-1 WEB-7 a server that dies in front of the page comes back to the same conversation, with what was typed meanwhile, in every tab', async () => {
  const { page } = await visit()
  await send(page, '/help')
  await page.locator('.tutor').first().waitFor()
  await server.crash()
  await page.locator('.connection:not([data-kind="live"])').waitFor()
  await send(page, '/courses')
  await page.locator('.waiting', { hasText: '/courses' }).waitFor()
  await picture(page, 'offline-desktop')
  await page.locator('.learner:not(.waiting)', { hasText: '/courses' }).waitFor()
  await page.reload()
  await page.locator('.learner', { hasText: '/courses' }).waitFor()
  const second = await page.context().newPage()
  await second.goto(await server.address)
  await second.locator('.learner', { hasText: '/courses' }).waitFor()
  await send(second, '/documents')
  await page.locator('.learner', { hasText: '/documents' }).waitFor()
  expect(await page.locator('.learner', { hasText: '/courses' }).count()).toBe(1)
})
