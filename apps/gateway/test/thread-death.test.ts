import { Piscina } from 'piscina'
import { afterEach, expect, test, vi } from 'vitest'
import { openGateway, TestSocket } from './test-gateway.ts'

afterEach(() => vi.restoreAllMocks())

test('a session thread that dies closes its connections with 1011, spares those of other threads, and is replaced', async () => {
  const run = vi.spyOn(Piscina.prototype, 'run')
  await using gateway = await openGateway({ threads: 2 })
  await using first = await TestSocket.open(`${gateway.ws}/ws/first`)
  await using second = await TestSocket.open(`${gateway.ws}/ws/second`)
  for (const client of [first, second]) {
    client.send('hello')
    expect(await client.next()).toBe('hello')
  }
  const pool = run.mock.contexts[0] as Piscina
  await pool.threads[0]?.terminate()

  const close = await Promise.race([first.closed, second.closed])
  expect(close).toMatchObject({ code: 1011, reason: 'session_failed' })
  const [dead, spared] = close.target === first.socket ? ['first', second] as const : ['second', first] as const
  spared.send('still there?')
  expect(await spared.next()).toBe('still there?')
  await using back = await TestSocket.open(`${gateway.ws}/ws/${dead}`)
  back.send('again')
  expect(await back.next()).toBe('again')
})
