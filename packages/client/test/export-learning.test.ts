import { expect, it } from 'vitest'
import { exportLearning, TutorConnection } from '../src/index.ts'
import { TutorServer } from './tutor-server.ts'

const statements = [{ verb: 'answered' }]

it('CLIENT-44 gives the statements that answer it, and no others', async () => {
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type !== 'export') return
      peer.send({ type: 'exported', requestId: 'another', statements: [] })
      peer.send({ type: 'exported', requestId: message.requestId, statements })
    },
  })
  await using connection = await TutorConnection.open(server.url)
  expect(await exportLearning(connection)).toEqual(statements)
})

it('CLIENT-44 asks again at the next hello', async () => {
  let asked = 0
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'resume') peer.send({ type: 'resumed', epoch: message.epoch, seq: message.seq, head: message.seq })
      if (message.type !== 'export') return
      if (++asked === 1) peer.socket.terminate()
      else peer.send({ type: 'exported', requestId: message.requestId, statements })
    },
  })
  await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
  expect(await exportLearning(connection)).toEqual(statements)
})

it('CLIENT-44 rejects with the error about it, with the end of the conversation, and with its signal\'s reason', async () => {
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'export') peer.send({ type: 'error', ref: message.requestId, code: 'run_failed', message: 'No.', retryable: true })
    },
  })
  await using connection = await TutorConnection.open(server.url)
  await expect(exportLearning(connection)).rejects.toMatchObject({ code: 'run_failed' })
  await expect(exportLearning(connection, AbortSignal.abort(new Error('Enough.')))).rejects.toThrow('Enough.')
  await using silent = await TutorServer.start()
  const other = await TutorConnection.open(silent.url)
  const leaving = new AbortController()
  const pending = exportLearning(other, leaving.signal)
  leaving.abort(new Error('Enough.'))
  await expect(pending).rejects.toThrow('Enough.')
  const waiting = expect(exportLearning(other)).rejects.toMatchObject({ code: 'connection_closed' })
  await other.close()
  await waiting
})
