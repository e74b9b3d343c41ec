import { EventType, type ClientMessage, type ServerMessage } from '@tutor/protocol'
import { expect, it } from 'vitest'
import { uploadDocument } from '../src/index.ts'
import { connect, runOf } from './connect.ts'
import { FakeClock } from './fake-clock.ts'
import { ScriptedSession } from './scripted-session.ts'
import { documentAdded, runStarted, type ServerScript } from './tutor-server.ts'

const limited: ServerMessage = { type: 'error', code: 'rate_limited', message: 'Too much.', retryable: true, retryAfterMs: 3_000 }
const overloaded: ServerMessage = { ...limited, code: 'server_overloaded' }

it('CLIENT-42 waits as long as the server asked it to before it closed the connection, and the usual time on top', async () => {
  const clock = new FakeClock()
  let connections = 0
  const greet: ServerScript['greet'] = (peer) => {
    connections += 1
    if (connections === 1) return peer.send(peer.hello)
    peer.send(overloaded)
    peer.socket.close(1013, 'server_overloaded')
  }
  const { peer, recorder } = await connect({ greet }, { clock, backoff: { firstMs: 100, longestMs: 1_000, random: () => 0.5 } })
  peer.send(limited)
  peer.socket.close(1008, 'rate_limited')
  const first = await recorder.reaches('offline')
  expect(first.nextAttemptAt - clock.now()).toBe(3_050)
  clock.advance(3_050)
  const second = await recorder.reaches('offline', 2)
  expect(second.nextAttemptAt - clock.now()).toBe(3_100)
  expect(second.reason).toMatchObject({ code: 'connect_failed', close: { code: 1013, reason: 'server_overloaded' } })
})

it('CLIENT-43 sends what was not confirmed again when the server may be asked again', async () => {
  const clock = new FakeClock()
  const session = new ScriptedSession((run) => [runStarted(run)])
  const dropped: ClientMessage[] = []
  let limiting = true
  const { connection, recorder } = await connect({
    greet: (peer) => session.greet(peer),
    message(peer, message) {
      if (!limiting || message.type === 'resume') return session.message(peer, message)
      dropped.push(message)
      peer.send(limited)
    },
  }, { clock })
  connection.send(runOf('1'))
  await recorder.until(() => recorder.received.some(({ type }) => type === 'error'))
  limiting = false
  clock.advance(2_999)
  expect(connection.unconfirmed).toBe(1)
  clock.advance(2)
  await recorder.until(() => recorder.events.some(({ event }) => event.type === EventType.RUN_STARTED))
  expect(dropped).toEqual([runOf('1')])
  expect(connection.unconfirmed).toBe(0)
})

it('CLIENT-43 starts an upload of which a part was dropped again under a new id', async () => {
  const uploads: string[] = []
  const { connection } = await connect({
    message(peer, message) {
      if (message.type !== 'upload') return
      uploads.push(message.uploadId)
      if (uploads.length === 1) peer.send({ ...limited, retryAfterMs: 1 })
      else peer.event(documentAdded(message.uploadId))
    },
  })
  await uploadDocument(connection, { name: 'notes.md', bytes: new Uint8Array(7) })
  expect(new Set(uploads).size).toBe(2)
})
