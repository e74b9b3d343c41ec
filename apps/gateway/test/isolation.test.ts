import { expect, test } from 'vitest'
import { openGateway, TestSocket, type TestGateway } from './test-gateway.ts'

/** Waits until the gateway has let go of everything. */
async function emptied(gateway: TestGateway): Promise<void> {
  for (;;) {
    const { sessions, connections } = await gateway.health()
    if (sessions === 0 && connections === 0) return
  }
}

test('I10 200 concurrent clients with a canary each only ever receive their own text', async () => {
  await using gateway = await openGateway()
  const clients = await Promise.all(Array.from({ length: 200 }, (_, i) => TestSocket.open(`${gateway.ws}/ws/client-${i}`)))
  await Promise.all(
    clients.map(async (client, i) => {
      for (let n = 0; n < 20; n++) client.send(`canary-${i}-${n}`)
      for (let n = 0; n < 20; n++) expect(await client.next()).toBe(`canary-${i}-${n}`)
    }),
  )
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()))
  await emptied(gateway)
})

test('I10 a document of one learner answers nobody else', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using anna = await TestSocket.open(`${gateway.ws}/ws/anna`)
  await using ben = await TestSocket.open(`${gateway.ws}/ws/ben`)
  anna.send('/note The canary of Anna is named Pavarotti.')
  await anna.next()
  ben.send('/note The parrot of Ben is named Caruso.')
  await ben.next()
  anna.send('How is the canary of Anna named?')
  expect(await anna.next()).toContain('Pavarotti')
  ben.send('How is the canary of Anna named?')
  expect(await ben.next()).not.toContain('Pavarotti')
})

test('WIRE-4 500 connects and disconnects leave no session and no connection behind', async () => {
  await using gateway = await openGateway()
  for (let round = 0; round < 10; round++) {
    const clients = await Promise.all(Array.from({ length: 50 }, (_, i) => TestSocket.open(`${gateway.ws}/ws/client-${i}`)))
    // Half of them leave without having been answered, some while their session still opens.
    await Promise.all(
      clients.map(async (client, i) => {
        client.send('hello')
        if (i % 2 === 0) await client.next()
        await client[Symbol.asyncDispose]()
      }),
    )
  }
  await emptied(gateway)
})

test('a server that is full refuses with 1013 and takes the next client when one has left', async () => {
  await using gateway = await openGateway({ maxSessions: 1, threads: 1 })
  const first = await TestSocket.open(`${gateway.ws}/ws/first`)
  const second = await TestSocket.open(`${gateway.ws}/ws/second`)
  expect(await second.closed).toMatchObject({ code: 1013, reason: 'server_overloaded' })
  await first[Symbol.asyncDispose]()
  await emptied(gateway)
  await using third = await TestSocket.open(`${gateway.ws}/ws/third`)
  third.send('hello')
  expect(await third.next()).toBe('hello')
})

test('a gateway that stops closes its connections with 1001 and refuses new ones', async () => {
  const gateway = await openGateway({ threads: 1 })
  const client = await TestSocket.open(`${gateway.ws}/ws/1`)
  await gateway[Symbol.asyncDispose]()
  expect(await client.closed).toMatchObject({ code: 1001, reason: 'server_stopping' })
  await expect(fetch(`${gateway.http}/healthz`)).rejects.toThrow()
})
