import { buildPdf, buildPdfWithoutText, sampleLesson } from '@tutor/testkit'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { phone } from './visit.ts'
import { Visitor } from './visitor.ts'

const server = new PageServer()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

async function visit(options?: Parameters<typeof Visitor.visit>[2]): Promise<Visitor> {
  const visitor = await Visitor.visit(browser, await server.address, options)
  await visitor.show('Documents')
  return visitor
}

const lesson = { name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) }
const hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'

/** What has the focus. */
function focused({ page }: Visitor): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

test('WEB-40 WEB-41 WEB-5 a citation opens the quoted place, and closing gives the focus back to it, with the keyboard alone', async () => {
  const anna = await visit()
  await anna.add(lesson)
  await anna.document('lesson.pdf').waitFor()
  await anna.photograph('documents-desktop')
  const answer = await anna.ask('Which enzyme fixes carbon dioxide?')
  const citation = answer.locator('.citations button').first()
  expect(await citation.locator('.source').textContent()).toBe('[1] lesson.pdf, page 2')
  expect(await answer.textContent()).not.toContain('Sources:')
  await citation.focus()
  await anna.page.keyboard.press('Enter')
  const mark = anna.reader.locator('mark')
  await mark.waitFor()
  expect((await mark.textContent())?.split(/\s+/)).toEqual((await citation.locator('.quote').textContent())?.split(/\s+/))
  expect(await focused(anna)).toContain('rubisco')
  await expect.poll(() => mark.evaluate((element) => { const { top, bottom } = element.getBoundingClientRect(); return top > 0 && bottom < innerHeight })).toBe(true)
  await anna.reader.getByRole('button', { name: 'The Two Stages' }).waitFor()
  await anna.photograph('reader-desktop')
  expect(await anna.violations()).toEqual([])
  await anna.page.emulateMedia({ colorScheme: 'dark' })
  await anna.photograph('reader-desktop-dark')
  expect(await anna.violations()).toEqual([])
  await anna.page.keyboard.press('Escape')
  await anna.reader.waitFor({ state: 'detached' })
  expect(await citation.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(anna.faults).toEqual([])
})

test('WEB-40 the source of a document that was removed still shows its quote, and says why there is no more', async () => {
  const anna = await visit()
  await anna.add({ name: 'owls.txt', bytes: 'Owls hunt at night. They hear a mouse under the snow.' })
  await anna.document('owls.txt').waitFor()
  const answer = await anna.ask('When do owls hunt?')
  await anna.ask('/remove owls.txt')
  await answer.locator('.citations button').first().click()
  await anna.reader.getByRole('alert').filter({ hasText: '“owls.txt” was removed' }).waitFor()
  expect(await anna.reader.locator('blockquote').textContent()).toContain('Owls hunt at night.')
  expect(anna.faults).toEqual([])
})

test('WEB-42 a long text is read part by part, and stays where it is when more comes before it', async () => {
  const anna = await visit()
  const lines = Array.from({ length: 9_000 }, (_, line) => `Room ${line} holds the number ${line * 7}.\n${line % 50 === 0 ? `\nCorridor ${line}\n\n` : ''}`)
  lines[5_000] = 'The keeper of the lighthouse is called Ottilie.\n'
  await anna.add({ name: 'rooms.txt', bytes: lines.join('') })
  await anna.document('rooms.txt').waitFor()
  const answer = await anna.ask('What is the keeper of the lighthouse called?')
  await answer.locator('.citations button').first().click()
  const text = anna.reader.locator('.text')
  await anna.reader.locator('mark').waitFor()
  const characters = () => text.evaluate((element) => element.textContent.length)
  const first = await characters()
  expect(first).toBeLessThan(40_000)
  const top = () => anna.reader.locator('mark').evaluate((element) => element.getBoundingClientRect().top)
  await text.evaluate((element) => element.scrollBy({ top: -300 }))
  const before = await top()
  await anna.reader.getByRole('button', { name: 'What comes before' }).evaluate((button: HTMLButtonElement) => button.click())
  await expect.poll(characters).toBeGreaterThan(first + 20_000)
  expect(Math.abs((await top()) - before)).toBeLessThan(2)
  for (let end = 0; end < 12; end++) await text.evaluate((element) => new Promise<void>((resolve) => { element.scrollTo({ top: element.scrollHeight }); setTimeout(resolve, 50) }))
  await anna.reader.getByText('The end').waitFor()
  expect(await characters()).toBeLessThan(6 * 33_000 + 10_000)
  await anna.reader.getByRole('button', { name: 'To the quote' }).click()
  await anna.reader.locator('mark').waitFor()
  expect(anna.faults).toEqual([])
})

test('WEB-43 WEB-5 the list tells of each document, its headings open the reader there, and removing asks first, on a phone and in the dark', async () => {
  const anna = await visit({ viewport: phone, colorScheme: 'dark' })
  await anna.add(lesson, { name: 'notes.md', bytes: '# Rivers\n\nThe Danube rises in the Black Forest.\n\n## Lakes\n\nLake Constance is deep.\n' })
  const notes = anna.document('notes.md')
  await notes.waitFor()
  expect(await notes.locator('.how').textContent()).toMatch(/^7 lines · 83 byte · added .*2\d{3}/)
  await notes.getByRole('button', { name: 'Contents of notes.md' }).click()
  await anna.photograph('documents-phone-dark')
  expect(await anna.violations()).toEqual([])
  await notes.getByRole('button', { name: 'Lakes line 5' }).click()
  await anna.reader.locator('[data-sought]', { hasText: 'Lakes' }).waitFor()
  expect(await focused(anna)).toContain('## Lakes')
  await anna.reader.locator('summary').click()
  await anna.reader.getByRole('button', { name: 'Rivers line 1' }).waitFor()
  await anna.photograph('reader-phone-dark')
  expect(await anna.violations()).toEqual([])
  await anna.reader.getByRole('button', { name: 'Close the document' }).click()
  await notes.getByRole('button', { name: 'Remove notes.md' }).click()
  expect(await focused(anna)).toBe('Keep it')
  await anna.photograph('remove-phone-dark')
  expect(await anna.violations()).toEqual([])
  await anna.page.keyboard.press('Escape')
  expect(await notes.getByRole('button', { name: 'Remove notes.md' }).evaluate((element) => element === document.activeElement)).toBe(true)
  await notes.getByRole('button', { name: 'Remove notes.md' }).click()
  await notes.getByRole('button', { name: 'Remove for good' }).click()
  await notes.waitFor({ state: 'detached' })
  await anna.document('lesson.pdf').waitFor()
  expect(anna.faults).toEqual([])
})

test('WEB-44 what cannot be taken says why and does not keep others from coming; folders and files that are too large are not even read', async () => {
  const anna = await visit()
  await anna.page.evaluate(() => {
    const read: string[] = []
    Object.assign(globalThis, { read })
    const { arrayBuffer } = Blob.prototype
    File.prototype.arrayBuffer = function (this: File) {
      read.push(this.name)
      return arrayBuffer.call(this)
    }
    const dropped = new DataTransfer()
    dropped.items.add(new File([new Uint8Array(34_000_000)], 'huge.pdf'))
    dropped.items.add(new File([], 'empty.txt'))
    dropped.items.add(new File(['x'], 'holiday.mp4', { type: 'video/mp4' }))
    dropped.items.add(new File(['Snow is frozen water.'], 'snow.txt'))
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer: dropped, cancelable: true }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, cancelable: true }))
  })
  await anna.document('snow.txt').waitFor()
  await anna.add(
    { name: 'scan.pdf', bytes: buildPdfWithoutText(1) },
    { name: 'locked.pdf', bytes: buildPdf({ pages: sampleLesson, password: 'secret' }) },
    { name: 'broken.docx', bytes: 'PK\u0003\u0004 and nothing else' },
  )
  const reasons = { 'huge.pdf': 'The document has 32.4 MB. 32 MB is the most.', 'empty.txt': 'The document is empty.', 'holiday.mp4': 'Only PDF, Word', 'scan.pdf': 'text recognition', 'locked.pdf': 'password', 'broken.docx': 'damaged' }
  for (const [name, reason] of Object.entries(reasons)) await anna.upload(name).getByRole('alert').filter({ hasText: reason }).waitFor()
  expect(await anna.page.evaluate(() => (globalThis as unknown as { read: string[] }).read)).toEqual(['snow.txt', 'scan.pdf', 'locked.pdf', 'broken.docx'])
  await anna.photograph('refused-desktop')
  expect(await anna.violations()).toEqual([])
  for (const name of Object.keys(reasons)) await anna.page.getByRole('button', { name: `Take ${name} off the list` }).click()
  expect(await anna.page.locator('.upload').count()).toBe(0)
  expect(anna.faults).toEqual([])
})

test('WEB-45 two documents of one name keep apart, and the same one again is not added twice', async () => {
  const anna = await visit()
  await anna.add({ name: 'notes.txt', bytes: 'Iron rusts.' }, { name: 'notes.txt', bytes: 'Copper turns green.' }, { name: 'again.txt', bytes: 'Iron rusts.' })
  await anna.document('notes (2).txt').waitFor()
  await anna.upload('again.txt').filter({ hasText: 'You have this document already: notes.txt' }).waitFor()
  expect(await anna.page.locator('.document').count()).toBe(2)
  await anna.document('notes.txt').getByRole('button', { name: 'Remove notes.txt' }).click()
  await anna.page.getByRole('button', { name: 'Remove for good' }).click()
  await anna.document('notes.txt').waitFor({ state: 'detached' })
  expect(await anna.document('notes (2).txt').count()).toBe(1)
})

test('WEB-46 an upload that is cut is sent again by itself; one that is cancelled leaves nothing, and the next one has its turn', async () => {
  const anna = await visit({
    script: () => {
      const { send } = WebSocket.prototype
      let isCut = false
      let isFull = false
      Object.assign(globalThis, { goOn: () => (isFull = false) })
      Object.defineProperty(WebSocket.prototype, 'bufferedAmount', { get: () => (isFull ? 2 ** 21 : 0) })
      WebSocket.prototype.send = function (this: WebSocket, data: string) {
        if (data.includes('"name":"second.txt"')) isFull = true
        if (isCut || !data.includes('"offset":65536')) return send.call(this, data)
        isCut = true
        this.close()
      }
    },
  })
  await anna.add({ name: 'first.txt', bytes: 'Mint grows in the garden. '.repeat(8_000) })
  await anna.document('first.txt').waitFor()
  await anna.add({ name: 'second.txt', bytes: 'Thyme grows too.' }, { name: 'third.txt', bytes: 'Sage grows as well.' })
  await anna.upload('second.txt').filter({ hasText: '0 % sent' }).waitFor()
  await anna.upload('third.txt').filter({ hasText: 'Waits for its turn' }).waitFor()
  await anna.photograph('uploads-desktop')
  expect(await anna.violations()).toEqual([])
  await anna.upload('second.txt').getByRole('button', { name: 'Cancel second.txt' }).click()
  await anna.page.evaluate(() => (globalThis as unknown as { goOn: () => void }).goOn())
  await anna.document('third.txt').waitFor()
  expect(await anna.page.locator('.document').count()).toBe(2)
  expect(anna.faults).toEqual([])
})

test('WEB-47 WEB-6 HTML and script in a document and in its name are text in the list, in the headings and in the reader', async () => {
  const anna = await visit()
  const name = `${hostile.replaceAll('/', '')}.md`
  await anna.add({ name, bytes: `# ${hostile}\n\nThe owl says ${hostile} at night.\n` })
  await anna.document(name).waitFor()
  await anna.page.getByRole('button', { name: `Contents of ${name}` }).click()
  await anna.page.locator('.outline button', { hasText: '<script>' }).click()
  await anna.reader.locator('.text', { hasText: hostile }).waitFor()
  expect(await anna.page.evaluate(() => 'ran' in globalThis)).toBe(false)
  expect(await anna.page.locator('.documents img, .reader img, .documents script, .reader script').count()).toBe(0)
  expect(anna.faults).toEqual([])
})
