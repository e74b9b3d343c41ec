import { describe, expect, it } from 'vitest'
import { connect, note, runOf, seqsOf } from './connect.ts'
import { ScriptedSession } from './scripted-session.ts'
import type { ServerScript } from './tutor-server.ts'

describe('resuming', () => {
  it('CLIENT-31 from the beginning brings the whole history, in pages', async () => {
    const session = new ScriptedSession()
    session.pageSize = 3
    session.append(...Array.from({ length: 7 }, () => note))
    const { recorder, peer } = await connect(session, { from: { epoch: 0, seq: 0 } })
    await recorder.reaches('live')
    expect(seqsOf(recorder)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(peer.received).toEqual([
      { type: 'resume', epoch: 0, seq: 0 },
      { type: 'resume', epoch: 1, seq: 3 },
      { type: 'resume', epoch: 1, seq: 6 },
    ])
  })

  it('CLIENT-31 from a position that was kept goes on behind it', async () => {
    const session = new ScriptedSession()
    session.append(note, note, note)
    const { recorder, connection } = await connect(session, { from: { epoch: 1, seq: 2 } })
    await recorder.reaches('live')
    expect(seqsOf(recorder)).toEqual([3])
    expect(connection.position).toEqual({ epoch: 1, seq: 3 })
  })

  it.each([
    ['skips one', { epoch: 2, seq: 7 }],
    ['comes twice', { epoch: 2, seq: 5 }],
    ['is of an earlier epoch', { epoch: 1, seq: 6 }],
  ])('CLIENT-4 asks again at an event that %s, and ends where that does not help', async (_, place) => {
    const hello = { seq: 4, epoch: 2 }
    const { recorder, peer, connection } = await connect({
      hello,
      message: (to, { type }) => type === 'resume' && to.send({ type: 'resumed', epoch: 2, seq: 5, head: 5 }),
    })
    peer.event(note)
    peer.send({ type: 'event', ...place, event: note })
    expect(await peer.takes('resume')).toEqual({ type: 'resume', epoch: 2, seq: 5 })
    await recorder.reaches('live', 2)
    peer.send({ type: 'event', ...place, event: note })
    const reason = await recorder.ended.promise
    expect(reason).toMatchObject({ code: 'sequence_gap' })
    expect(reason.message).toContain(`2/6, but the server sent ${place.epoch}/${place.seq}`)
    expect(seqsOf(recorder)).toEqual([5])
    expect(() => connection.send({ type: 'abort', runId: 'r' })).toThrow(reason)
    await peer.closed
  })

  it('CLIENT-4 goes on where asking again closed the gap', async () => {
    const session = new ScriptedSession()
    const { recorder, peer } = await connect(session)
    for (const round of [1, 2]) {
      peer.send({ type: 'event', epoch: 1, seq: session.history.length + 5, event: note })
      session.append(note)
      await recorder.until(() => recorder.events.length === round)
    }
    expect(seqsOf(recorder)).toEqual([1, 2])
    expect(recorder.ends).toEqual([])
  })

  it('CLIENT-32 goes back to where a resync says, and on from there', async () => {
    const session = new ScriptedSession()
    const { recorder, connection } = await connect(session)
    session.append(note, note, note)
    await recorder.until(() => recorder.events.length === 3)
    session.takeOver(2)
    session.append(note)
    session.cut()
    await recorder.reaches('live', 2)
    const resync = recorder.received.find(({ type }) => type === 'resync')
    expect(resync).toMatchObject({ reason: 'answer_lost', epoch: 1, seq: 1, head: 2 })
    expect(seqsOf(recorder)).toEqual([1, 2, 3, 2])
    expect(connection.position).toEqual({ epoch: 2, seq: 2 })
  })

  it('CLIENT-32 goes forward where the history does not reach back so far', async () => {
    const session = new ScriptedSession()
    session.append(note, note, note)
    session.expired = 'position_expired'
    const { recorder, connection } = await connect(session, { from: { epoch: 0, seq: 0 } })
    await recorder.reaches('live')
    expect(recorder.received.at(-1)).toMatchObject({ type: 'resync', reason: 'position_expired', seq: 3 })
    expect(connection.position).toEqual({ epoch: 1, seq: 3 })
    session.append(note)
    await recorder.until(() => recorder.events.length === 1)
    expect(seqsOf(recorder)).toEqual([4])
  })

  it('CLIENT-32 asks again at a resync that nobody waits for', async () => {
    const session = new ScriptedSession()
    const { recorder, peer } = await connect(session)
    session.append(note)
    await recorder.until(() => recorder.events.length === 1)
    peer.send({ type: 'resync', reason: 'answer_lost', epoch: 0, seq: 0, head: 1, messages: [] })
    expect(await peer.takes('resume')).toEqual({ type: 'resume', epoch: 1, seq: 1 })
    await recorder.reaches('live', 2)
    expect(recorder.received.some(({ type }) => type === 'resync')).toBe(false)
  })
})

describe('recovery of the session', () => {
  it('CLIENT-30 is shown, and followed by a resume and the outbox on the same socket', async () => {
    const session = new ScriptedSession()
    const { recorder, connection, peer } = await connect(session)
    session.append(note)
    session.fail()
    await recorder.reaches('recovering')
    connection.send(runOf('1'))
    session.takeOver()
    session.recovered()
    await peer.takes('run')
    expect(peer.received).toEqual([{ type: 'resume', epoch: 1, seq: 1 }, runOf('1')])
    session.append(note)
    await recorder.until(() => recorder.events.length === 2)
    expect(connection.position).toEqual({ epoch: 2, seq: 2 })
    expect(connection.hello.epoch).toBe(2)
    expect(recorder.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'recovering', 'live'])
  })

  it('CLIENT-30 can be under way when the client connects', async () => {
    const greet: ServerScript['greet'] = (peer) => {
      peer.send({ type: 'recovering' })
      peer.send(peer.hello)
    }
    const { recorder } = await connect({ greet })
    expect(recorder.received.map(({ type }) => type)).toEqual(['hello'])
  })
})
