import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tokenOf, tokenSettings } from '../identity-provider.ts'
import { openGateway, NativeSocket } from '../test-gateway.ts'
import { Operator } from './operator.ts'

const addresses = [['GET', 'state'], ['POST', 'drain'], ['POST', 'sessions/1/end'], ['POST', 'threads/1/end'], ['GET', 'nothing']] as const

async function answers(http: string, headers: Record<string, string>): Promise<unknown[]> {
  return Promise.all(addresses.map(async ([method, path]) => {
    const response = await fetch(`${http}/admin/${path}`, { method, headers })
    return [response.status, ((await response.json()) as { code?: string }).code]
  }))
}

function everywhere(status: number, code: string): unknown[] {
  return addresses.map(() => [status, code])
}

test('ADMIN-1 ADMIN-2 S16 nobody but an operator gets an answer: not a stranger, not a learner, not a teacher, not a page of another site', async () => {
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1 })
  const bearer = async (claims: object) => ({ Authorization: `Bearer ${await tokenOf(claims)}` })
  expect(await answers(gateway.http, {})).toEqual(everywhere(401, 'identity_required'))
  expect(await answers(gateway.http, await bearer({ role: 'operator', exp: 1 }))).toEqual(everywhere(401, 'identity_required'))
  for (const role of [undefined, 'learner', 'teacher', 'Operator', ['teacher'], { operator: true }]) {
    expect(await answers(gateway.http, await bearer({ role }))).toEqual(everywhere(403, 'role_required'))
  }
  expect(await answers(gateway.http, { ...(await bearer({ role: 'operator' })), Origin: 'https://elsewhere.example' })).toEqual(everywhere(403, 'origin_forbidden'))
  const { ticket } = (await (await fetch(`${gateway.http}/tickets`, { method: 'POST', headers: await bearer({ role: 'operator' }) })).json()) as { ticket: string }
  expect((await fetch(`${gateway.http}/admin/state?ticket=${ticket}`)).status).toBe(401)
  for (const role of ['operator', ['teacher', 'operator']]) {
    const response = await fetch(`${gateway.http}/admin/state`, { headers: await bearer({ role, sub: 'olga' }) })
    expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([200, 'no-store', expect.objectContaining({ operator: 'olga' })])
  }
  expect((await fetch(`${gateway.http}/readyz`)).status).toBe(200)
})

test('ADMIN-1 ADMIN-2 S16 where nobody is asked who they are the operator has a secret, which only the user of the server can read and which stays', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tutor-test-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const file = join(dataDir, 'operator-token')
  {
    await using gateway = await openGateway({ dataDir, threads: 1 })
    expect((await stat(file)).mode & 0o077).toBe(0)
    const token = (await readFile(file, 'utf8')).trim()
    expect(await answers(gateway.http, {})).toEqual(everywhere(401, 'identity_required'))
    expect(await answers(gateway.http, { Authorization: `Bearer ${token}x` })).toEqual(everywhere(401, 'identity_required'))
    expect(await new Operator(gateway.http, token).view()).toMatchObject({ operator: 'operator' })
  }
  const kept = await readFile(file, 'utf8')
  {
    await using gateway = await openGateway({ dataDir, threads: 1 })
    expect(await new Operator(gateway.http, kept.trim()).view()).toMatchObject({ operator: 'operator' })
  }
  await writeFile(file, 'short')
  await expect(openGateway({ dataDir, threads: 1 })).rejects.toThrow(`${file} holds no token`)
})

test('ADMIN-3 ADMIN-4 sessions come in pages, found by a part of their name, by how they are, and in the order that is asked for', async () => {
  await using gateway = await openGateway({ threads: 1 })
  const operator = await Operator.of(gateway)
  const names = Array.from({ length: 60 }, (_, index) => `learner-${String(index).padStart(2, '0')}`)
  const sockets = await Promise.all(names.map((name) => NativeSocket.open(`${gateway.ws}/ws/${name}`)))
  onTestFinished(async () => void (await Promise.all(sockets.map((socket) => socket[Symbol.asyncDispose]()))))
  await Promise.all(sockets.map((socket) => socket.next()))
  const clientsOf = async (query: string): Promise<string[]> => (await operator.view(query)).sessions.rows.map(({ client }) => client)
  const { sessions, threads, queues } = await operator.view('?order=name')
  expect(sessions).toMatchObject({ total: 60, found: 60, from: 0 })
  expect(sessions.rows.map(({ client }) => client)).toEqual(names.slice(0, 50))
  expect(sessions.rows[0]).toEqual({ number: expect.any(Number), client: 'learner-00', status: 'awake', threadId: threads[0]!.threadId, connections: 1, waiting: 0, quietS: expect.any(Number), offences: 0 })
  expect(queues).toMatchObject({ awake: { now: 60, most: 1000 }, connections: { now: 60, most: 16_000 }, opening: { now: 0 }, asleep: 0 })
  expect(await clientsOf('?order=name&from=50')).toEqual(names.slice(50))
  expect(await clientsOf('?order=name&search=NER-3')).toEqual(names.slice(30, 40))
  expect(await clientsOf('?status=asleep')).toEqual([])
  expect((await clientsOf('?status=awake&order=sideways&from=-3')).length).toBe(50)
  await using _second = await NativeSocket.open(`${gateway.ws}/ws/learner-42`)
  expect((await clientsOf('?order=connections'))[0]).toBe('learner-42')
})

test('ADMIN-1 other methods are refused to operators by name', async () => {
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1 })
  const headers = { Authorization: `Bearer ${await tokenOf({ role: 'operator' })}` }
  const status = async (method: string, path: string): Promise<unknown> => {
    const response = await fetch(`${gateway.http}/admin/${path}`, { method, headers })
    return [response.status, response.headers.get('allow')]
  }
  expect(await status('POST', 'state')).toEqual([405, 'GET'])
  expect(await status('GET', 'drain')).toEqual([405, 'POST'])
  expect(await status('GET', 'threads/1/end')).toEqual([405, 'POST'])
  expect(await status('POST', 'threads/x/end')).toEqual([404, null])
})
