import { describe, expect, it } from 'vitest'
import { openGateway, TestSocket } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

/** Gets an exercise and sends code that never ends; the answer to it is still to come. */
async function startLoop(url: string): Promise<{ readonly client: TestSocket; readonly name: string }> {
  const client = await TestSocket.open(url)
  client.send('/learn return-a-value')
  const asked = await client.next()
  const name = /function (\w+)\(/.exec(asked.slice(asked.indexOf('Question 1')))?.[1] ?? asked
  client.send(`function ${name}() { while (true) {} }`)
  return { client, name }
}

describe('code that never ends', () => {
  it('GRADE-37 holds up nobody else on the thread, is told to be a loop, and the next answer is run', async () => {
    await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
    await using ben = await TestSocket.open(`${gateway.ws}/ws/ben`)
    const loop = await startLoop(`${gateway.ws}/ws/anna`)
    await using anna = loop.client
    let isMarked = false
    const marked = anna.next().finally(() => (isMarked = true))
    for (let count = 0; count < 5; count++) {
      ben.send('/courses')
      expect(await ben.next()).toContain('First functions')
    }
    expect(isMarked).toBe(false)
    expect(await marked).toContain('did not end within a second')
    anna.send(`function ${loop.name}() { return this.constructor.constructor('return process')().pid }`)
    expect(await anna.next()).toMatch(/ended with `ReferenceError|ended with `TypeError/)
  })

  it('GRADE-38 keeps no server from its end', async () => {
    await using server = new TestServer({ THREADS: '1', AGENT: 'tutor' })
    const url = `ws://${await server.address()}/ws`
    const { client } = await startLoop(`${url}/anna`)
    await using anna = client
    await using ben = await TestSocket.open(`${url}/ben`)
    ben.send('/courses')
    // Order: the thread has taken Anna's code when it answers what came behind.
    await ben.next()
    server.process.kill('SIGTERM')
    expect(await server.exited).toEqual([0, null])
    await server.gone
    await anna.closed
  })
})
