import { afterAll, expect, test, vi } from 'vitest'
import { tokenOf, tokenSettings } from './identity-provider.ts'
import { NativeSocket, openGateway, TestSocket, textOf } from './test-gateway.ts'

const gateway = await openGateway({ agent: 'tutor', threads: 1, store: 'sqlite', homePage: 'https://tutor.example.org' })
afterAll(() => gateway[Symbol.asyncDispose]())

interface Exported {
  readonly statements: readonly { readonly actor: { readonly account: { readonly name: string; readonly homePage: string } }; readonly verb: { readonly display: { readonly en: string } } }[]
}

test('WIRE-100 WIRE-101 what is known of the learner comes as a file, also of a session that sleeps, and the same over the socket', async () => {
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna%40home`)
  await client.next()
  expect(textOf(await client.run('r1', '/learn'))).toContain('Now you:')
  await client.run('r2', '17')
  client.send({ type: 'export', requestId: 'e1' })
  const told = await client.next()
  const response = await fetch(`${gateway.http}/sessions/anna%40home/export`)
  expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition'), response.headers.get('cache-control')]).toEqual([200, expect.stringContaining('json'), 'attachment; filename="learning.json"', 'no-store'])
  const { statements } = (await response.json()) as Exported
  expect(told).toEqual({ type: 'exported', requestId: 'e1', statements })
  expect(statements.map(({ actor, verb }) => [actor.account.name, actor.account.homePage, verb.display.en])).toEqual([['anna@home', 'https://tutor.example.org', 'answered']])
  await client[Symbol.asyncDispose]()
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0, sessions: 0 }))
  expect(await (await fetch(`${gateway.http}/sessions/anna%40home/export`)).json()).toEqual({ statements })
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0 }))
})

test('WIRE-101 of a session that is not there nothing is known', async () => {
  expect(await (await fetch(`${gateway.http}/sessions/nobody/export`)).json()).toEqual({ statements: [] })
})

test('WIRE-100 an export without an id is told to be none', async () => {
  await using client = await NativeSocket.open(`${gateway.ws}/ws/careless`)
  await client.next()
  client.socket.send('{"type":"export"}')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'message_invalid' })
})

test.for([
  ['GET', '/sessions//export', 400, 'client_id_invalid'],
  ['GET', '/sessions/a%2Fb/export', 400, 'client_id_invalid'],
  ['POST', '/sessions/a/export', 405, 'method_not_allowed'],
] as const)('WIRE-101 %s %s is refused', async ([method, path, status, code]) => {
  const response = await fetch(gateway.http + path, { method })
  expect([response.status, await response.json()]).toMatchObject([status, { code }])
})

test('WIRE-101 S2 nobody but the learner gets it, whose tickets and tokens it takes, and from no page that is not on the list', async () => {
  await using guarded = await openGateway({ auth: tokenSettings, threads: 1 })
  const url = `${guarded.http}/sessions/anna/export`
  const authorization = async (sub: string) => ({ Authorization: `Bearer ${await tokenOf({ sub })}` })
  expect((await fetch(url)).status).toBe(401)
  expect((await fetch(url, { headers: await authorization('ben') })).status).toBe(403)
  expect((await fetch(url, { headers: { ...(await authorization('anna')), Origin: 'https://elsewhere.example' } })).status).toBe(403)
  expect((await fetch(url, { headers: await authorization('anna') })).status).toBe(200)
  const tickets = await fetch(`${guarded.http}/tickets`, { method: 'POST', headers: await authorization('anna') })
  const { ticket } = (await tickets.json()) as { ticket: string }
  expect((await fetch(`${url}?ticket=${ticket}`)).status).toBe(200)
})

test('WIRE-101 a full server says to come again', async () => {
  await using full = await openGateway({ maxSessions: 1, threads: 1 })
  await using _only = await TestSocket.open(`${full.ws}/ws/1`)
  const response = await fetch(`${full.http}/sessions/2/export`)
  expect([response.status, await response.json()]).toMatchObject([503, { code: 'server_overloaded', retryable: true }])
})
