import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { tokenOf, tokenSettings } from './identity-provider.ts'
import { NativeSocket, openGateway, TestSocket, textOf } from './test-gateway.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'tutor-erasing-'))
const gateway = await openGateway({ agent: 'tutor', threads: 1, store: 'sqlite', dataDir })
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true })
})

const secret = 'a-secret-like-no-other-31415926'

async function occurrences(): Promise<number> {
  const names = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const files = await Promise.all(names.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))
  return files.reduce((sum, file) => sum + file.split(secret).length - 1, 0)
}

const erase = (name: string) => fetch(`${gateway.http}/sessions/${name}`, { method: 'DELETE' })

test('WIRE-103 a session is deleted with its documents, all its connections are closed, and who comes later begins anew', async () => {
  await using native = await NativeSocket.open(`${gateway.ws}/ws/anna%40home`)
  await using plain = await TestSocket.open(`${gateway.ws}/ws/anna%40home`)
  await using other = await NativeSocket.open(`${gateway.ws}/ws/ben`)
  await native.next()
  await other.next()
  await native.upload('u1', 'diary.md', Buffer.from(`# Diary\n\nI know ${secret}.\n`))
  await other.run('r1', '/note Rivers flow.')
  const response = await erase('anna%40home')
  expect([response.status, await response.text()]).toEqual([204, ''])
  for (const { closed } of [native.socket, plain]) expect(await closed).toMatchObject({ code: 1008, reason: 'session_erased' })
  expect(textOf(await other.run('r2', '/documents'))).toContain('Rivers flow')
  await using again = await NativeSocket.open(`${gateway.ws}/ws/anna%40home`)
  expect(await again.next()).toMatchObject({ type: 'hello', seq: 0, documents: [] })
})

test('WIRE-102 over the socket it is the same', async () => {
  await using client = await NativeSocket.open(`${gateway.ws}/ws/clara`)
  await client.next()
  await client.run('r1', `/note ${secret}`)
  client.send({ type: 'erase', requestId: 'e1' })
  expect(await client.socket.closed).toMatchObject({ code: 1008, reason: 'session_erased' })
})

test('WIRE-103 one that sleeps is deleted too, and one that is not there as well', async () => {
  const client = await NativeSocket.open(`${gateway.ws}/ws/dora`)
  await client.next()
  await client.run('r1', `/note ${secret}`)
  await client[Symbol.asyncDispose]()
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0, sessions: 0 }))
  expect((await erase('dora')).status).toBe(204)
  expect((await erase('nobody')).status).toBe(204)
  await using again = await NativeSocket.open(`${gateway.ws}/ws/dora`)
  expect(await again.next()).toMatchObject({ seq: 0, documents: [] })
})

test('WIRE-103 S2 nobody but the learner can, by a method that is meant', async () => {
  await using guarded = await openGateway({ auth: tokenSettings, threads: 1 })
  const url = `${guarded.http}/sessions/anna`
  const authorization = async (sub: string) => ({ Authorization: `Bearer ${await tokenOf({ sub })}` })
  const method = 'DELETE'
  expect((await fetch(url, { method })).status).toBe(401)
  expect((await fetch(url, { method, headers: await authorization('ben') })).status).toBe(403)
  expect((await fetch(url, { method, headers: { ...(await authorization('anna')), Origin: 'https://elsewhere.example' } })).status).toBe(403)
  expect((await fetch(url, { method: 'GET' })).status).toBe(405)
  expect((await fetch(`${guarded.http}/sessions/a%2Fb`, { method })).status).toBe(400)
  expect((await fetch(url, { method, headers: await authorization('anna') })).status).toBe(204)
})

test('WIRE-102 STORE-30 nothing is left in the folder of the server, which goes on', async () => {
  await gateway.close()
  expect(await occurrences()).toBe(0)
})
