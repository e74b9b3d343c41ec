import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { TestSocket } from './test-gateway.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function firstLine(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('no output')
  for await (const line of createInterface(server.stdout)) return line
  throw new Error('the server printed nothing')
}

test.for(['SIGTERM', 'SIGINT'] as const)('the server says its address and mode, answers within 5 s of its start, and ends at %s with 0', async (signal) => {
  const begin = performance.now()
  const server = start({})
  const address = /ready at http:\/\/(127\.0\.0\.1:\d+) /.exec(await firstLine(server))?.[1]
  await using client = await TestSocket.open(`ws://${address}/ws/1`)
  client.send('hello')
  expect(await client.next()).toMatch(/^Hello!/)
  expect(performance.now() - begin).toBeLessThan(5000)
  server.kill(signal)
  expect(await client.closed).toMatchObject({ code: 1001 })
  expect(await once(server, 'exit')).toEqual([0, null])
})

test('a wrong variable or a port in use ends the start with 1 and one clear line', async () => {
  const first = start({})
  const port = /:(\d+) /.exec(await firstLine(first))?.[1] ?? ''
  for (const [env, message] of [
    [{ PORT: 'abc' }, /^Cannot start: PORT must be a whole number/],
    [{ PORT: port }, new RegExp(`^Cannot start: Cannot listen on 127\\.0\\.0\\.1 port ${port}: the port is in use`)],
  ] as const) {
    const second = start(env)
    const [[code], chunks] = await Promise.all([once(second, 'exit'), second.stderr?.toArray()])
    const output = String(chunks)
    expect(code).toBe(1)
    expect(output).toMatch(message)
    expect(output.trim().split('\n')).toHaveLength(1)
  }
  first.kill('SIGTERM')
  await once(first, 'exit')
})
