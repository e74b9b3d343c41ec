import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { loadUws } from '../src/index.ts'

const server = new URL('./echo-server.process.ts', import.meta.url)
const installed = dirname(createRequire(import.meta.url).resolve('uWebSockets.js'))
const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
const needsAdapting = Number(report.header.glibcVersionRuntime?.split('.')[1]) < 38

let temporary: string
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), 'uws-test-'))
})
afterAll(() => rmSync(temporary, { recursive: true }))

/** Runs a script in a Node of its own, whose temporary folder is ours to look at. */
async function run(script: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: temporary, ...env },
  })
  return JSON.parse(stdout)
}

const load = `import { loadUws } from '../src/index.ts'\n`
/** Records what is handed to the loader, and lets `during` look at it or fail in its place. */
const watchLoader = (during: string) => `
  const loaded = []
  const dlopen = process.dlopen
  process.dlopen = (module, path, ...rest) => { loaded.push(path); ${during}; return dlopen(module, path, ...rest) }
`
const failure = `let failure; try { loadUws() } catch ({ name, message, cause }) { failure = { name, message, cause: String(cause) } }\n`

async function expectEcho(port: number): Promise<void> {
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello')
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`)
  await once(socket, 'open')
  socket.send('héllo')
  const [event] = (await once(socket, 'message')) as [MessageEvent]
  expect(event.data).toBe('héllo')
  socket.close()
  await once(socket, 'close')
}

test('it is loaded once per thread', () => {
  expect(loadUws()).toBe(loadUws())
})

test.runIf(needsAdapting)('UWS-2 a copy is loaded where glibc is older than 2.38', async () => {
  const loaded = (await run(`${load}${watchLoader('')} loadUws(); console.log(JSON.stringify(loaded))`)) as string[]
  expect(loaded).toHaveLength(2)
  expect(loaded[0]).toContain(installed)
  expect(loaded[1]).toContain(temporary)
})

test('UWS-1 the published binary is loaded where it loads as it is', async () => {
  const asIfNew = watchLoader(`module.exports = { App() {} }; if (loaded.length) return`)
  const loaded = (await run(`${load}${asIfNew} loadUws(); console.log(JSON.stringify(loaded))`)) as string[]
  expect(loaded).toEqual([expect.stringContaining(installed)])
})

test.runIf(needsAdapting)('UWS-3 the copy is in a private folder and gone afterwards', async () => {
  const published = readdirSync(installed).map((name) => [name, statSync(join(installed, name)).mtimeMs])
  const look = `
    import { statSync } from 'node:fs'
    import { dirname } from 'node:path'
    const modes = []
    ${watchLoader(`modes.push(statSync(dirname(path)).mode & 0o777)`)}
    loadUws(); console.log(JSON.stringify(modes[1]))`
  expect(await run(load + look)).toBe(0o700)
  expect(readdirSync(temporary)).toEqual([])
  expect(readdirSync(installed).map((name) => [name, statSync(join(installed, name)).mtimeMs])).toEqual(published)
})

describe('UWS-4 it serves HTTP and WebSockets', () => {
  test('in a child process', async () => {
    const child = fork(server)
    onTestFinished(() => void child.kill())
    const [port] = (await once(child, 'message')) as [number]
    await expectEcho(port)
    child.send('close')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('in several threads of one process', async () => {
    const workers = [1, 2, 3].map(() => new Worker(server))
    const ports = (await Promise.all(workers.map((worker) => once(worker, 'message')))) as [number][]
    await Promise.all(ports.map(([port]) => expectEcho(port)))
    const exits = workers.map((worker) => once(worker, 'exit'))
    for (const worker of workers) worker.postMessage('close')
    expect(await Promise.all(exits)).toEqual([[0], [0], [0]])
  })
})

test('UWS-7 another load failure copies nothing and says which hosts can be served', async () => {
  const musl = watchLoader(`throw new Error('Error loading shared library ld-linux-x86-64.so.2')`)
  const outcome = await run(`${load}${musl}${failure} console.log(JSON.stringify({ loaded: loaded.length, ...failure }))`)
  expect(outcome).toMatchObject({ loaded: 1, name: 'UwsUnavailableError' })
  const { message } = outcome as { message: string }
  expect(message).toContain(`${process.platform} ${process.arch}, Node ${process.version}`)
  expect(message).toContain('glibc 2.36 or newer')
  expect(message).toContain('Error loading shared library')
})

test('UWS-8 an older glibc, where the copy does not load either, gets the same error and keeps no copy', async () => {
  const missing = (version: string) => `throw new Error("libc.so.6: version \`GLIBC_${version}' not found")`
  const old = watchLoader(`if (loaded.length === 1) ${missing('2.38')}; ${missing('2.36')}`)
  const outcome = await run(`${load}${old}${failure} console.log(JSON.stringify({ loaded: loaded.length, ...failure }))`)
  expect(outcome).toMatchObject({
    loaded: 2,
    name: 'UwsUnavailableError',
    message: expect.stringMatching(/glibc 2\.36 or newer[^]*GLIBC_2\.36' not found/),
  })
  expect(readdirSync(temporary)).toEqual([])
})

test.runIf(needsAdapting)('UWS-8 a temporary folder that cannot be written gets the same error', async () => {
  const outcome = await run(`${load}${failure} console.log(JSON.stringify(failure))`, { TMPDIR: join(temporary, 'absent') })
  expect(outcome).toMatchObject({ name: 'UwsUnavailableError', message: expect.stringContaining('ENOENT') })
})
