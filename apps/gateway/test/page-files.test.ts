import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PageFiles } from '../src/page-files.ts'
import { openGateway } from './test-gateway.ts'

const folder = mkdtempSync(join(tmpdir(), 'tutor-page-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<p>page</p>')
writeFileSync(join(folder, 'assets', 'a-1.js'), 'plain')
writeFileSync(join(folder, 'assets', 'a-1.js.br'), 'brotli')
writeFileSync(join(folder, 'assets', 'a-1.js.gz'), 'gzip')
writeFileSync(join(folder, '.built'), 'secret')
const files = new PageFiles(folder)

function find(path: string, wants: { types?: string; encodings?: string; unless?: string } = {}) {
  return files.find({ path, wants: { types: '', encodings: '', unless: '', ...wants } })
}

test('WIRE-130 the page is at / for whoever asks for HTML, under a policy that runs nothing from elsewhere', () => {
  expect(find('/')).toBeUndefined()
  const reply = find('/', { types: 'text/html,*/*;q=0.8' })
  expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } })
  const policy = reply?.headers?.['content-security-policy'] ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

test('WIRE-131 a file goes out in the encoding that is accepted, may be kept for ever, and is not sent twice', () => {
  const text = (encodings: string) => Buffer.from(find('/assets/a-1.js', { encodings })?.body as Uint8Array).toString()
  expect(['', 'gzip', 'gzip, br', 'br;q=0, gzip;q=0.5', 'br;q=0'].map(text)).toEqual(['plain', 'gzip', 'brotli', 'gzip', 'plain'])
  const etag = find('/assets/a-1.js')?.headers?.['etag'] ?? ''
  expect(find('/assets/a-1.js')).toMatchObject({ headers: { 'cache-control': expect.stringContaining('immutable') } })
  expect(find('/assets/a-1.js', { unless: `"other", ${etag}` })).toMatchObject({ status: 304, body: '' })
})

test('WIRE-131 nothing else is served: no path outside, no file of another kind, and where no page was built there is none', () => {
  for (const path of ['/.built', '/../index.html', '/assets/../.built', '/assets/a-1.js.br', '/assets']) expect(find(path)).toBeUndefined()
  expect(new PageFiles(join(folder, 'none')).find({ path: '/', wants: { types: 'text/html', encodings: '', unless: '' } })).toBeUndefined()
})

test('WIRE-130 the gateway serves the page that was built, and words to a terminal', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  expect(await (await fetch(gateway.http)).text()).toContain('Tutor AI is running.')
  const page = await fetch(gateway.http, { headers: { accept: 'text/html' } })
  const html = await page.text()
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const script = /src="([^"]+\.js)"/.exec(html)?.[1] ?? ''
  const head = await fetch(gateway.http + script, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  expect((await fetch(gateway.http + script, { method: 'POST' })).status).toBe(405)
})
