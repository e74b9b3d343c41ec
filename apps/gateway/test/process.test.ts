import { existsSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { busyness } from './busyness.ts'
import { TestSocket } from './test-gateway.ts'
import { TestServer, type Health } from './test-server.ts'

/** The health of a server that took the place of `former`. */
function successor(server: TestServer, former: Health): Promise<Health> {
  return vi.waitFor(
    async () => {
      const health = await server.health()
      expect(health.pid).not.toBe(former.pid)
      return health
    },
    { interval: 20, timeout: 30_000 },
  )
}

/** Where no variable names another, compiled code is kept in the data folder. */
const withOwnCache = { NODE_COMPILE_CACHE: '' }

test.for(['SIGTERM', 'SIGINT'] as const)('the server says its address and mode, answers within 5 s of its start, and ends at %s with 0', async (signal) => {
  const begin = performance.now()
  await using server = new TestServer(withOwnCache)
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
  client.send('hello')
  expect(await client.next()).toMatch(/^Hello!/)
  expect(performance.now() - begin).toBeLessThan(5_000 * busyness())
  expect(await server.output.first(/^Mode: embedded\./)).toBeDefined()
  server.process.kill(signal)
  expect(await client.closed).toMatchObject({ code: 1001 })
  expect(await server.exited).toEqual([0, null])
  await server.gone
  expect(server.errors.all).toEqual([])
  expect(readdirSync(join(server.dataDir, 'compile-cache'))).not.toEqual([])
})

test('a stop that a terminal tells the server as well is one stop', async () => {
  await using server = new TestServer()
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
  const { pid } = await server.health()
  process.kill(pid, 'SIGINT')
  server.process.kill('SIGINT')
  expect(await client.closed).toMatchObject({ code: 1001 })
  expect(await server.exited).toEqual([0, null])
})

test('a second stop ends a server at once that does not end in order', async () => {
  await using server = new TestServer()
  const { pid } = await server.health()
  process.kill(pid, 'SIGSTOP')
  const begin = performance.now()
  await vi.waitFor(
    () => {
      server.process.kill('SIGTERM')
      expect(server.process.exitCode).toBe(1)
    },
    { timeout: 10_000 },
  )
  await server.gone
  expect(performance.now() - begin).toBeLessThan(10_000)
})

test.for(['SIGKILL', 'SIGABRT'] as const)('I3 a server that dies of %s is replaced: within 3 s another answers on the same port', async (signal) => {
  await using server = new TestServer()
  const former = await server.health()
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
  const begin = performance.now()
  process.kill(former.pid, signal)
  expect(await client.closed).toMatchObject({ code: 1006 })
  await successor(server, former)
  expect(performance.now() - begin).toBeLessThan(3_000 * busyness())
  expect(JSON.parse(await server.errors.first(/the server died/))).toMatchObject({ level: 50, signal, code: null, delayMs: 0 })
})

test('a server that dies again and again is started after a pause; a stop during the pause ends it with 0', async () => {
  await using server = new TestServer()
  let health = await server.health()
  for (const [index, delayMs] of [0, 500, 1000].entries()) {
    process.kill(health.pid, 'SIGKILL')
    expect(JSON.parse(await server.errors.nth(/the server died/, index))).toMatchObject({ delayMs })
    if (index < 2) health = await successor(server, health)
  }
  server.process.kill('SIGTERM')
  expect(await server.exited).toEqual([0, null])
  await server.gone
})

test('a server whose supervisor is killed ends in order', async () => {
  await using server = new TestServer()
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
  server.process.kill('SIGKILL')
  expect(await client.closed).toMatchObject({ code: 1001 })
  await server.gone
})

test('a server that is still starting when its supervisor is killed ends too', async () => {
  await using server = new TestServer(withOwnCache)
  await vi.waitFor(() => expect(readdirSync(server.dataDir)).toContain('compile-cache'), { interval: 1, timeout: 30_000 })
  server.process.kill('SIGKILL')
  await server.gone
  expect(server.output.all).toContainEqual(expect.stringMatching(/supervisor .* gone: stopping/))
  expect(server.errors.all).toEqual([])
})

test('SIGUSR2 to the supervisor writes a backup while the server goes on', async () => {
  await using server = new TestServer()
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/1`)
  client.send('hello')
  await client.next()
  server.process.kill('SIGUSR2')
  const { file } = JSON.parse(await server.errors.first(/a backup was written/)) as { file: string }
  expect(dirname(file)).toBe(join(server.dataDir, 'backups'))
  expect(statSync(file).size).toBeGreaterThan(0)
  client.send('hello')
  expect(await client.next()).toMatch(/^Hello!/)
})

test('a data folder that another server has ends the start with 78 and one clear line', async () => {
  await using first = new TestServer()
  await first.address()
  await using second = new TestServer({ DATA_DIR: first.dataDir })
  expect(await second.exited).toEqual([78, null])
  await second.gone
  expect(second.errors.all).toEqual([expect.stringMatching(/^Cannot start: The data folder .* is in use by another server\./)])
})

test.skipIf(existsSync(new URL('../../../embeddings/node_modules', import.meta.url)))('EMBED-3 a server that is to tell meanings says how to install what it needs', async () => {
  await using server = new TestServer({ EMBEDDINGS: 'on' })
  expect(await server.exited).toEqual([78, null])
  await server.gone
  expect(server.errors.all).toEqual(['Cannot start: EMBEDDINGS=on needs what `npm run embeddings` installs, and that cannot be loaded.'])
})

test('a wrong variable or a port in use ends the start with 78 and one clear line, not in a loop', async () => {
  await using taken = await new Promise<ReturnType<typeof createServer>>((resolve) => {
    const blocker = createServer().listen(0, '127.0.0.1', () => resolve(blocker))
  })
  const address = taken.address()
  const port = address !== null && typeof address === 'object' ? String(address.port) : ''
  for (const [env, message] of [
    [{ PORT: 'abc' }, /^Cannot start: PORT must be a whole number/],
    [{ MODEL: 'gguf', MODEL_PATH: 'none.gguf' }, /^Cannot start: MODEL(?:=gguf needs the package .* npm run gguf|_PATH is "none\.gguf", and there is no such file)/],
    [{ PORT: port }, new RegExp(`^Cannot start: Cannot listen on 127\\.0\\.0\\.1 port ${port}: the port is in use`)],
  ] as const) {
    await using server = new TestServer(env)
    expect(await server.exited).toEqual([78, null])
    await server.gone
    expect(server.errors.all).toEqual([expect.stringMatching(message)])
  }
})
