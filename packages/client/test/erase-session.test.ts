import { expect, it } from 'vitest'
import { eraseSession, TutorConnection } from '../src/index.ts'
import { TutorServer } from './tutor-server.ts'

it('CLIENT-45 resolves when the connection is closed because the session is deleted, and no other one is opened', async () => {
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'erase') peer.socket.close(1008, 'session_erased')
    },
  })
  await using connection = await TutorConnection.open(server.url)
  await eraseSession(connection)
  expect(connection.state).toMatchObject({ kind: 'closed' })
  expect(server.targets).toHaveLength(1)
})

it('CLIENT-45 asks again at the next hello', async () => {
  let asked = 0
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'resume') peer.send({ type: 'resumed', epoch: message.epoch, seq: message.seq, head: message.seq })
      if (message.type !== 'erase') return
      if (++asked === 1) peer.socket.terminate()
      else peer.socket.close(1008, 'session_erased')
    },
  })
  await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
  await eraseSession(connection)
  expect(asked).toBe(2)
})

it('CLIENT-45 rejects with the error about it, and with another end', async () => {
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'erase') peer.send({ type: 'error', ref: message.requestId, code: 'storage_unavailable', message: 'No.', retryable: true })
    },
  })
  await using connection = await TutorConnection.open(server.url)
  await expect(eraseSession(connection)).rejects.toMatchObject({ code: 'storage_unavailable' })
  await using silent = await TutorServer.start()
  const other = await TutorConnection.open(silent.url)
  const waiting = expect(eraseSession(other)).rejects.toMatchObject({ code: 'connection_closed' })
  await other.close()
  await waiting
})
