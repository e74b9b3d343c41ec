import { describe, expect, it } from 'vitest'
import { LoadClient, type CrowdPlan } from '../src/index.ts'
import { startEchoServer } from './echo-server.ts'

const plan = { protocol: 'plain', speech: { kind: 'canary', bytes: 64 }, connections: 4, parallel: 4 } as const
const brief = { pace: { kind: 'closed' }, warmUpSeconds: 0.05, seconds: 0.1 } as const
const never = new AbortController().signal

function planFor(address: string): CrowdPlan {
  return { ...plan, address }
}

describe('the load client', () => {
  it('opens, asks, pings, drives and closes from a process of its own, again and again', async () => {
    await using server = await startEchoServer()
    await using client = new LoadClient(never)
    for (let time = 0; time < 2; time++) {
      await client.open(planFor(server.address))
      await client.askEach()
      await client.pingEach()
      const result = await client.drive({ ...brief, pid: process.pid })
      expect(result.answered).toBeGreaterThan(0)
      expect(result.serverCpuUs).toBeGreaterThan(0)
      expect(result.clientCpuUs).toBeGreaterThan(0)
      await client.close()
    }
  })

  it('hands failures over with their code, and goes on', async () => {
    await using liar = await startEchoServer(() => 'the words of another')
    await using server = await startEchoServer()
    await using client = new LoadClient(never)
    await client.open(planFor(liar.address))
    await expect(client.drive(brief)).rejects.toMatchObject({ name: 'LoadFailure', code: 'answer_wrong' })
    await client.close()
    await expect(client.open(planFor('ws://192.0.2.1/ws/'))).rejects.toMatchObject({ code: 'address_refused' })
    await client.open(planFor(server.address))
    await client.askEach()
  })

  it('ends with its signal, connections and all', async () => {
    await using server = await startEchoServer()
    const over = new AbortController()
    await using client = new LoadClient(over.signal)
    await client.open(planFor(server.address))
    const driven = client.drive({ ...brief, seconds: 30 })
    over.abort()
    await expect(driven).rejects.toThrow('aborted')
    await expect.poll(() => server.open).toBe(0)
  })
})
