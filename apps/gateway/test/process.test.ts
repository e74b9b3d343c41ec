import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { TestSocket } from './test-gateway.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tutor-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A server in a process of its own; killed when the test leaves it, whatever became of the test. */
class Server implements AsyncDisposable {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  readonly exited: Promise<[code: number | null, signal: string | null]>

  constructor(env: Record<string, string>) {
    const variables = { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, ...env }
    this.process = spawn(process.execPath, [main], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] })
    this.exited = once(this.process, 'exit') as Promise<[number | null, string | null]>
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL')
    await this.exited
  }
}

async function firstLine(server: Server): Promise<string> {
  for await (const line of createInterface(server.process.stdout)) return line
  throw new Error('the server printed nothing')
}

test.for(['SIGTERM', 'SIGINT'] as const)('the server says its address and mode, answers within 5 s of its start, and ends at %s with 0', async (signal) => {
  const begin = performance.now()
  await using server = new Server({})
  const address = /ready at http:\/\/(127\.0\.0\.1:\d+) /.exec(await firstLine(server))?.[1]
  await using client = await TestSocket.open(`ws://${address}/ws/1`)
  client.send('hello')
  expect(await client.next()).toMatch(/^Hello!/)
  expect(performance.now() - begin).toBeLessThan(5000)
  server.process.kill(signal)
  expect(await client.closed).toMatchObject({ code: 1001 })
  expect(await server.exited).toEqual([0, null])
  expect(readdirSync(join(dataDir, 'compile-cache'))).not.toEqual([])
})

test('a wrong variable or a port in use ends the start with 1 and one clear line', async () => {
  await using first = new Server({})
  const port = /:(\d+) /.exec(await firstLine(first))?.[1] ?? ''
  for (const [env, message] of [
    [{ PORT: 'abc' }, /^Cannot start: PORT must be a whole number/],
    [{ PORT: port }, new RegExp(`^Cannot start: Cannot listen on 127\\.0\\.0\\.1 port ${port}: the port is in use`)],
  ] as const) {
    await using second = new Server(env)
    const [[code], chunks] = await Promise.all([second.exited, second.process.stderr.toArray()])
    const output = String(chunks)
    expect(code).toBe(1)
    expect(output).toMatch(message)
    expect(output.trim().split('\n')).toHaveLength(1)
  }
})
