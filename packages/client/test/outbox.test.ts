import { EventType, limits, type AgUiEvent } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { connect, runOf } from './connect.ts'
import { FakeClock } from './fake-clock.ts'
import { ScriptedSession } from './scripted-session.ts'
import { runFinished, runStarted } from './tutor-server.ts'

describe('the outbox', () => {
  it('CLIENT-27 keeps a run and its abort that are sent without a connection, for after the resume', async () => {
    const clock = new FakeClock()
    const session = new ScriptedSession((run) => [runStarted(run)])
    const { server, recorder, connection } = await connect(session, { clock })
    session.cut()
    await recorder.reaches('offline')
    connection.send({ type: 'abort', runId: 'run-1' })
    connection.send(runOf('1'))
    expect(connection.unconfirmed).toBe(2)
    clock.advance(10_000)
    const peer = await server.peer()
    await peer.takes('abort')
    expect(peer.received.map(({ type }) => type)).toEqual(['resume', 'run', 'abort'])
    await recorder.until(() => connection.unconfirmed === 1)
    session.append(runFinished('run-1', 'cancelled'))
    await recorder.until(() => connection.unconfirmed === 0)
  })

  it('CLIENT-28 sends again only what was not confirmed, and an ack is a confirmation', async () => {
    const session = new ScriptedSession((run) => {
      if (run.message.id === 'queued') {
        return [{ type: EventType.CUSTOM, name: 'tutor.run_queued', value: { runId: run.runId, message: run.message } }]
      }
      return run.message.id === 'started' ? [runStarted(run)] : []
    })
    const { server, recorder, connection, peer } = await connect(session)
    for (const id of ['started', 'queued', 'silent', 'refused']) connection.send(runOf(id))
    peer.send({ type: 'error', ref: 'run-refused', code: 'message_empty', message: 'No text.', retryable: false })
    await recorder.until(() => connection.unconfirmed === 1)
    session.cut()
    const next = await server.peer()
    await recorder.until(() => connection.unconfirmed === 0)
    expect(next.received).toEqual([{ type: 'resume', epoch: 1, seq: 2 }, runOf('silent')])
    expect(recorder.received.at(-1)).toEqual({ type: 'ack', runId: 'run-silent' })
    expect(session.taken.map(({ message }) => message.id)).toEqual(['started', 'queued', 'silent', 'refused'])
  })

  it.each<[string, AgUiEvent[]]>([
    ['its run has ended', [runStarted(runOf('1')), runFinished('run-1', 'cancelled')]],
    ['its run has failed', [runStarted(runOf('1')), { type: EventType.RUN_ERROR, message: 'Failed.' }]],
    ['its run is withdrawn', [{ type: EventType.CUSTOM, name: 'tutor.run_withdrawn', value: { runId: 'run-1' } }]],
  ])('CLIENT-28 an abort is confirmed when %s', async (_, events) => {
    const session = new ScriptedSession()
    const { recorder, connection } = await connect(session)
    connection.send({ type: 'abort', runId: 'run-1' })
    expect(connection.unconfirmed).toBe(1)
    session.append(...events)
    await recorder.until(() => connection.unconfirmed === 0)
  })

  it('CLIENT-29 takes no more than 64 runs, and says so', async () => {
    const { connection } = await connect({})
    for (let run = 1; run <= 64; run++) connection.send(runOf(String(run)))
    expect(() => connection.send(runOf('65'))).toThrow(expect.objectContaining({ code: 'outbox_full' }))
    connection.send(runOf('64'))
    expect(connection.unconfirmed).toBe(64)
  })

  it('CLIENT-29 refuses a question that is larger than the server takes, and goes on', async () => {
    const { connection, peer } = await connect({})
    const long = { ...runOf('1'), message: { id: '1', content: 'é'.repeat(limits.messageBytes / 2) } }
    expect(() => connection.send(long)).toThrow(expect.objectContaining({ code: 'message_too_large' }))
    connection.send(runOf('2'))
    expect(await peer.takes('run')).toEqual(runOf('2'))
    expect(connection.unconfirmed).toBe(1)
  })

  it('CLIENT-29 refuses another question under the id of a run that is not confirmed', async () => {
    const { connection } = await connect({})
    connection.send(runOf('1'))
    const another = { ...runOf('2'), runId: 'run-1' }
    expect(() => connection.send(another)).toThrow(expect.objectContaining({ code: 'run_id_used' }))
  })
})
