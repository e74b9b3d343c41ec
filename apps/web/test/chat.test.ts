import { say, stall, startModelServer, type ServerStep } from '@tutor/testkit'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, PageServer } from './browser.ts'
import { live, lookAtAll, openWindow, picture, send } from './visit.ts'

const browser = await openBrowser()
afterAll(() => browser.close())

/** A server that asks a language model which does this, and a learner who visits it. */
async function visit(...script: readonly (readonly ServerStep[])[]) {
  const model = await startModelServer({ script })
  const server = new PageServer({ MODEL: 'openai-compatible', MODEL_URL: model.baseUrl, MODEL_NAME: 'test-model' })
  const { page, faults } = await openWindow(browser)
  await page.goto(await server.address)
  await live(page)
  return {
    page,
    faults,
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await model[Symbol.asyncDispose]()
    },
  }
}

const lesson = `## Two steps

To solve $2x + 3 = 11$, undo what was done to $x$, last thing first:

$$
x = \\frac{11 - 3}{2} = 4
$$

1. Take 3 from both sides.
2. Divide both sides by 2.

| Step | Left | Right |
|---|---|---|
| 1 | $2x$ | 8 |
| 2 | $x$ | 4 |

\`\`\`js
const solve = (a, b, c) => (c - b) / a
solve(2, 3, 11) // 4
\`\`\`

See [the rule](https://example.org/rule).`

const pieces = (text: string) => text.match(/[^]{1,9}/g)!

test('WEB-5 WEB-23 Markdown, formulas and code are shown as such, code can be copied, and a formula loads what it needs', async () => {
  await using visited = await visit([say(...pieces(lesson))])
  const { page, faults } = visited
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('katex')).length)
  expect(await loaded()).toBe(0)
  await send(page, 'How do I solve 2x + 3 = 11?')
  await page.locator('.tutor a', { hasText: 'the rule' }).waitFor()
  await page.locator('.tutor .katex-display').waitFor()
  expect(await page.locator('.tutor .katex').count()).toBe(5)
  expect(await page.locator('.tutor td').allTextContents()).toContain('8')
  expect(await page.locator('.tutor ol li').count()).toBe(2)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const solve = (a, b, c) => (c - b) / a\nsolve(2, 3, 11) // 4\n')
  expect(await lookAtAll(page, 'lesson')).toEqual([])
  await page.reload()
  await page.locator('.tutor .katex-display').waitFor()
  expect(faults).toEqual([])
})

test('WEB-6 WEB-23 what a model says runs nothing, and formulas or nesting without end break nothing', async () => {
  const hostile = ['<script>window.ran=1</script><img src=x onerror="window.ran=1">[x](javascript:window.ran=1)', '$\\def\\a{\\a\\a\\a}\\a$', `$${'x^{'.repeat(600)}${'}'.repeat(600)}$`, `$${'1+'.repeat(20_000)}1$`, `${'> '.repeat(4_000)}deep`]
  await using visited = await visit([say(`${hostile.join('\n\n')}\n\n`, 'The end.')], [say('Hello.')])
  const { page, faults } = visited
  await send(page, 'Say something bad.')
  await page.locator('.tutor', { hasText: 'The end.' }).waitFor()
  await send(page, 'Hello?')
  await page.locator('.tutor', { hasText: 'Hello.' }).waitFor()
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
  expect(await page.locator('.messages img, .messages script, a[href^="javascript"]').count()).toBe(0)
  expect(faults).toEqual([])
})

test('WEB-24 a server that is killed in the middle of an answer: the page says so, the answer is begun anew, nothing is lost and nothing comes twice', async () => {
  await using visited = await visit([say('Once upon a time', ' there was a river'), stall()], [say('A river rose in the hills.')], [say('It reached the sea.')])
  const { page, server, faults } = visited
  await send(page, 'Tell me a story.')
  await page.locator('.tutor', { hasText: 'there was a river' }).waitFor()
  await picture(page, 'answering-desktop')
  await server.crash()
  await page.locator('.connection:is([data-kind="offline"], [data-kind="connecting"], [data-kind="recovering"])').waitFor()
  await send(page, 'And then?')
  await page.locator('.waiting', { hasText: 'And then?' }).waitFor()
  await picture(page, 'recovering-desktop')
  await page.locator('.tutor', { hasText: 'A river rose in the hills.' }).waitFor()
  await page.locator('.tutor', { hasText: 'It reached the sea.' }).waitFor()
  expect(await page.locator('.message .said').allTextContents()).toEqual(['Tell me a story.', 'And then?'])
  expect(await page.locator('.message .words').allTextContents()).toEqual(['A river rose in the hills.', 'It reached the sea.'])
  expect(await page.locator('.anew').count()).toBe(1)
  expect(await lookAtAll(page, 'anew')).toEqual([])
  expect(faults).toEqual([])
})

test('WEB-25 an answer can be stopped; a screen reader hears it when it is whole', async () => {
  await using visited = await visit([say('Rivers flow', ' to the'), stall()], [say('Whole.')])
  const { page } = visited
  await send(page, 'Tell me about rivers.')
  await page.locator('.tutor', { hasText: 'to the' }).waitFor()
  const aloud = page.locator('.chat > .aloud')
  expect(await aloud.textContent()).toBe('The tutor is answering.')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.locator('.messages[aria-busy=false]').waitFor()
  await send(page, 'Go on.')
  await page.locator('.tutor', { hasText: 'Whole.' }).waitFor()
  await page.locator('.messages[aria-busy=false]').waitFor()
  expect(await aloud.textContent()).toBe('Whole.')
})

test('WEB-26 a text that is too long for a message is offered as a document, and one that the browser cannot keep is sent all the same', async () => {
  await using visited = await visit([say('Taken.')])
  const { page } = visited
  const paste = (text: string) =>
    page.getByLabel('Your message').evaluate((field, pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste('The moon is far away. '.repeat(50_000))
  await page.getByText('too long for a message').waitFor()
  expect(await lookAtAll(page, 'long-paste')).toEqual([])
  await page.getByRole('button', { name: 'Add as a document' }).click()
  await page.getByRole('tabpanel', { name: 'Documents' }).getByText(/pasted-.*\.txt/).first().waitFor()
  await page.evaluate(() => {
    for (let length = 4_000_000; length >= 1; length = Math.floor(length / 2)) {
      try {
        for (let part = 0; ; part++) localStorage.setItem(`full ${length} ${part}`, 'x'.repeat(length))
      } catch {
        continue
      }
    }
  })
  await send(page, 'Is this taken?')
  await page.getByText('no room left to keep your message').waitFor()
  await page.locator('.tutor', { hasText: 'Taken.' }).waitFor()
})

test('WEB-26 where no WebSocket comes through, the page says what to look at and goes on trying', async () => {
  const server = new PageServer()
  const { page } = await openWindow(browser, {
    // A port where nobody listens.
    script: () => (globalThis.WebSocket = class extends WebSocket { constructor() { super('ws://127.0.0.1:9/') } }),
  })
  await page.goto(await server.address)
  await page.getByText('something lets no WebSocket through').waitFor()
  await send(page, 'Hello')
  await page.locator('.waiting', { hasText: 'Hello' }).waitFor()
  expect(await lookAtAll(page, 'blocked')).toEqual([])
  await server[Symbol.asyncDispose]()
  await page.getByText('The server does not answer.').waitFor()
})
