import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TestSocket } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

test('nobody but the server’s own user can read what it keeps, backups included', async () => {
  await using server = new TestServer()
  await using client = await TestSocket.open(`ws://${await server.address()}/ws/anna`)
  client.send('/note My diary begins here.')
  await client.next()
  server.process.kill('SIGUSR2')
  await server.errors.first(/a backup was written/)
  const kept = readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('compile-cache'))
  expect(kept).toEqual(expect.arrayContaining(['tutor.db', 'tutor.db-wal', expect.stringMatching(/^backups\/.+\.db$/)]))
  expect(kept.filter((name) => statSync(join(server.dataDir, name)).mode & 0o077)).toEqual([])
})
