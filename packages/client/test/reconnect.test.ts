import { describe, expect, it } from 'vitest'
import type { ConnectionState } from '../src/index.ts'
import { connect, note, runOf, seqsOf } from './connect.ts'
import { FakeClock } from './fake-clock.ts'
import { ScriptedSession } from './scripted-session.ts'
import { answerTo, type ServerScript } from './tutor-server.ts'

describe('a lost socket', () => {
  it('CLIENT-22 is replaced, and the first frame asks for what follows the last event', async () => {
    const session = new ScriptedSession()
    const { server, recorder, connection } = await connect(session)
    session.append(note, note)
    await recorder.until(() => recorder.events.length === 2)
    session.cut()
    session.append(note)
    const peer = await server.peer()
    expect(await peer.takes('resume')).toEqual({ type: 'resume', epoch: 1, seq: 2 })
    await recorder.reaches('live', 2)
    session.append(note)
    await recorder.until(() => recorder.events.length === 4)
    expect(seqsOf(recorder)).toEqual([1, 2, 3, 4])
    expect(connection.position).toEqual({ epoch: 1, seq: 4 })
    expect(recorder.ends).toEqual([])
  })

  it('CLIENT-22 resumes from the hello where no event came yet', async () => {
    const session = new ScriptedSession()
    session.append(note, note)
    const { server, recorder } = await connect(session)
    session.cut()
    session.append(note)
    expect(await (await server.peer()).takes('resume')).toEqual({ type: 'resume', epoch: 1, seq: 2 })
    await recorder.until(() => recorder.events.length === 1)
    expect(seqsOf(recorder)).toEqual([3])
  })

  it('CLIENT-23 ignores what comes between a hello and the answer to the resume', async () => {
    const { recorder } = await connect({
      message(peer, message) {
        if (message.type !== 'resume') return
        // Live events that passed the resume on their way.
        peer.send({ type: 'event', epoch: 1, seq: 3, event: note })
        peer.send({ type: 'resumed', epoch: 1, seq: 0, head: 3 })
        for (const seq of [1, 2, 2, 1, 3]) peer.send({ type: 'event', epoch: 1, seq, event: note })
      },
    }, { from: { epoch: 0, seq: 0 } })
    await recorder.reaches('live')
    expect(seqsOf(recorder)).toEqual([1, 2, 3])
  })

  it('CLIENT-24 waits twice as long before every attempt, up to a limit, with full jitter', async () => {
    const clock = new FakeClock()
    const { server, recorder } = await connect({}, { clock, backoff: { random: () => 0.5 } })
    await server[Symbol.asyncDispose]()
    const waits: number[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      const offline = await recorder.reaches('offline', attempt)
      expect(offline.attempt).toBe(attempt)
      waits.push(offline.nextAttemptAt - clock.now())
      clock.advance(offline.nextAttemptAt - clock.now())
    }
    expect(waits).toEqual([125, 250, 500, 1000, 2000, 4000, 5000, 5000])
  })

  it('CLIENT-24 starts to wait anew after a connection that lasted, not after one that broke at once', async () => {
    const clock = new FakeClock()
    const session = new ScriptedSession()
    const { recorder } = await connect(session, { clock, backoff: { random: () => 0.5 } })
    const lose = async (losses: number) => {
      session.cut()
      const { attempt, nextAttemptAt } = await recorder.reaches('offline', losses)
      clock.advance(nextAttemptAt - clock.now())
      await recorder.reaches('live', losses + 1)
      return attempt
    }
    expect([await lose(1), await lose(2)]).toEqual([1, 2])
    clock.advance(10_001)
    expect(await lose(3)).toBe(1)
  })

  it('CLIENT-25 is given up after the time that was set, with the last failure', async () => {
    const clock = new FakeClock()
    const { server, recorder } = await connect({}, { clock, giveUpAfterMs: 1000, backoff: { random: () => 0.9 } })
    await server[Symbol.asyncDispose]()
    for (const attempt of [1, 2]) {
      const { nextAttemptAt } = await recorder.reaches('offline', attempt)
      clock.advance(nextAttemptAt - clock.now())
    }
    const reason = await recorder.ended.promise
    expect(reason).toMatchObject({ name: 'ConnectionError', code: 'gave_up', cause: { code: 'connect_failed' } })
    expect(clock.now()).toBeLessThan(1000)
  })

  it('CLIENT-25 open keeps trying for the time that was set', async () => {
    let refusals = 0
    const greet: ServerScript['greet'] = (peer) => {
      if (refusals++ < 3) peer.socket.close(1013, 'server_overloaded')
      else peer.send(peer.hello)
    }
    const { recorder } = await connect({ greet }, { keepTryingMs: 60_000 })
    expect(recorder.states.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 3 }, () => ['connecting', 'offline']).flat(),
      'connecting',
      'live',
    ])
  })
})

describe('a close', () => {
  it.each([
    [1000, ''],
    [1008, ''],
    [1009, 'message_too_large'],
    [1011, 'session_damaged'],
  ])('CLIENT-26 is final with %i %s', async (code, reason) => {
    const { recorder, peer } = await connect({})
    peer.socket.close(code, reason)
    expect(await recorder.ended.promise).toMatchObject({ code: 'connection_closed', close: { code, reason } })
    expect(recorder.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'closed'])
  })

  it.each([
    [1001, 'server_stopping'],
    [1008, 'slow_reader'],
    [1011, ''],
    [1013, 'session_moved'],
  ])('CLIENT-26 is not final with %i %s', async (code, reason) => {
    const { recorder, peer } = await connect(new ScriptedSession())
    peer.socket.close(code, reason)
    const offline = await recorder.reaches('offline')
    expect(offline.reason).toMatchObject({ code: 'connection_closed', close: { code, reason } })
    await recorder.reaches('live', 2)
  })

  it('CLIENT-26 that is final before the next hello ends the conversation too', async () => {
    let connections = 0
    const greet: ServerScript['greet'] = (peer) => {
      connections += 1
      if (connections === 1) peer.send(peer.hello)
      else peer.socket.close(1011, 'session_damaged')
    }
    const { recorder, peer } = await connect({ greet })
    peer.socket.terminate()
    const close = { code: 1011, reason: 'session_damaged' }
    expect(await recorder.ended.promise).toMatchObject({ code: 'connection_closed', close })
  })

  it('CLIENT-8 of the client while it is offline ends it, and nothing is tried any more', async () => {
    const clock = new FakeClock()
    const { server, recorder, connection, peer } = await connect({}, { clock })
    peer.socket.terminate()
    await recorder.reaches('offline')
    await connection.close()
    clock.advance(100_000)
    expect(recorder.states.at(-1)).toMatchObject({ kind: 'closed' })
    expect(recorder.ends).toHaveLength(1)
    await server[Symbol.asyncDispose]()
    expect(recorder.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'offline', 'closed'])
  })
})

describe('a server that stops', () => {
  it('CLIENT-41 says so; the conversation goes on, and comes back after the close', async () => {
    const session = new ScriptedSession((run) => answerTo(run, ['By diffusion.']))
    const { recorder, connection, peer, server } = await connect(session)
    peer.send({ type: 'stopping', graceMs: 8_000 })
    await recorder.reaches('stopping')
    connection.send(runOf('1'))
    await recorder.until(() => recorder.events.length === answerTo(runOf('1'), ['By diffusion.']).length)
    session.peers.clear()
    session.append(note)
    peer.socket.close(1001, 'server_stopping')
    await server.peer()
    await recorder.reaches('live', 2)
    expect(seqsOf(recorder)).toEqual(session.history.map(({ seq }) => seq))
    expect(recorder.received.filter(({ type }) => type === 'stopping')).toEqual([{ type: 'stopping', graceMs: 8_000 }])
    expect(recorder.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'stopping', 'offline', 'connecting', 'recovering', 'live'])
  })
})

describe('the heartbeat', () => {
  it('CLIENT-33 pings a silent server, and replaces the socket when it stays silent', async () => {
    const clock = new FakeClock()
    const { recorder, peer } = await connect({ pongs: false }, { clock })
    const pinged = new Promise<string>((resolve) => peer.onFrame(resolve))
    clock.advance(20_000)
    expect(await pinged).toBe('{"type":"ping"}')
    clock.advance(9_999)
    expect(recorder.states.at(-1)?.kind).toBe('live')
    clock.advance(1)
    const offline = recorder.states.at(-1) as Extract<ConnectionState, { kind: 'offline' }>
    expect(offline).toMatchObject({ kind: 'offline', reason: { code: 'ping_timeout' } })
    clock.advance(offline.nextAttemptAt - clock.now())
    await recorder.reaches('connecting', 2)
  })

  it('CLIENT-33 is content with whatever the server says', async () => {
    const clock = new FakeClock()
    const session = new ScriptedSession()
    const { recorder } = await connect(session, { clock })
    for (let round = 1; round <= 3; round++) {
      clock.advance(20_000)
      session.append(note)
      await recorder.until(() => recorder.events.length === round)
      clock.advance(10_000)
    }
    expect(recorder.states.map(({ kind }) => kind)).toEqual(['connecting', 'live'])
  })
})
