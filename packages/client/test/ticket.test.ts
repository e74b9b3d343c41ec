import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { TutorError } from '@tutor/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { requestTicket, TutorConnection } from '../src/index.ts'
import { connect } from './connect.ts'
import { FakeClock } from './fake-clock.ts'
import { Recorder } from './recorder.ts'
import { ScriptedSession } from './scripted-session.ts'
import { TutorServer } from './tutor-server.ts'

/** Supplies what is scripted, one after the other: tickets, and errors to fail with. */
function supplierOf(...script: (string | Error)[]) {
  return async () => {
    const next = script.shift() ?? new Error('The script is over.')
    if (typeof next === 'string') return next
    throw next
  }
}

describe('a ticket', () => {
  it('CLIENT-39 goes with the address, and each attempt has one of its own', async () => {
    const session = new ScriptedSession()
    const { server, recorder } = await connect(session, { ticket: supplierOf('t-1', 't/2') })
    session.cut()
    await recorder.reaches('live', 2)
    expect(server.targets).toEqual(['/ws/anna?ticket=t-1', '/ws/anna?ticket=t%2F2'])
  })

  it('CLIENT-39 that cannot be had is a failed attempt, followed by another one', async () => {
    const session = new ScriptedSession()
    const failures = [new Error('nobody is there'), new TutorError('identity_unavailable')]
    const { server, recorder } = await connect(session, { ticket: supplierOf('t-1', ...failures, 't-2') })
    session.cut()
    await recorder.reaches('live', 2)
    expect(server.targets).toHaveLength(2)
    const reasons = recorder.states.flatMap((state) => (state.kind === 'offline' ? [state.reason] : []))
    expect(reasons.slice(1)).toMatchObject(failures.map((cause) => ({ code: 'connect_failed', cause })))
    expect(reasons[1]?.message).toBe(`Cannot connect to ${server.url}: there is no ticket. nobody is there`)
  })

  it('CLIENT-39 that will never be had ends the connection', async () => {
    const session = new ScriptedSession()
    const cause = new TutorError('identity_required')
    const { recorder } = await connect(session, { ticket: supplierOf('t-1', cause) })
    session.cut()
    expect(await recorder.ended.promise).toMatchObject({ code: 'connect_failed', cause })
  })

  it('CLIENT-39 that fails at the first attempt, or takes too long, fails the opening', async () => {
    await using server = await TutorServer.start()
    const cause = new Error('nobody is there')
    await expect(TutorConnection.open(server.url, { ticket: supplierOf(cause) })).rejects.toMatchObject({ code: 'connect_failed', cause })
    const clock = new FakeClock()
    const opening = TutorConnection.open(server.url, { clock, deadlineMs: 5_000, ticket: () => new Promise(() => {}) })
    clock.advance(5_000)
    await expect(opening).rejects.toThrow('there is no ticket. It took too long.')
    expect(server.targets).toEqual([])
  })

  it('CLIENT-39 that comes after the end is not used', async () => {
    const tickets = [Promise.resolve('t-1')]
    const late = Promise.withResolvers<string>()
    const asked = Promise.withResolvers<void>()
    const session = new ScriptedSession()
    const ticket = () => {
      const ready = tickets.shift()
      if (!ready) asked.resolve()
      return ready ?? late.promise
    }
    const { server, recorder, connection } = await connect(session, { ticket })
    session.cut()
    await asked.promise
    await connection.close()
    late.resolve('t-2')
    await late.promise
    await new Promise(setImmediate)
    expect(server.targets).toEqual(['/ws/anna?ticket=t-1'])
    expect(recorder.ends).toHaveLength(1)
  })

  it('CLIENT-39 stands in no error', async () => {
    const recorder = new Recorder()
    const server = await TutorServer.start({ greet: (peer) => peer.socket.close(1013, 'server_overloaded') })
    onTestFinished(() => server[Symbol.asyncDispose]())
    const opening = TutorConnection.open(server.url, { listener: recorder, ticket: supplierOf('very-secret') })
    const error = await opening.catch((reason: Error) => reason.message)
    expect(error).toMatch(/^Cannot connect to ws:/)
    expect(error).not.toContain('very-secret')
    expect(server.targets).toEqual(['/ws/anna?ticket=very-secret'])
  })
})

describe('requestTicket', () => {
  /** A server that answers every request alike. @returns its WebSocket address, and what it was asked */
  async function serve(status: number, body: string): Promise<{ url: string; asked: unknown[] }> {
    const asked: unknown[] = []
    const server = createServer((request, response) => {
      asked.push([request.method, request.url, request.headers.authorization])
      response.writeHead(status).end(body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/school/ws/anna%2Fb?x=1`, asked }
  }

  it('CLIENT-39 exchanges the token for a ticket, beside the address of the session', async () => {
    const { url, asked } = await serve(201, '{"ticket":"t-1","expiresInMs":30000}')
    expect(await requestTicket(url, 'my-token')).toBe('t-1')
    expect(asked).toEqual([['POST', '/school/tickets', 'Bearer my-token']])
  })

  it.each([
    [401, '{"code":"identity_required","message":"Say who you are."}', { name: 'TutorError', code: 'identity_required', message: 'Say who you are.' }],
    [503, '{"code":"identity_unavailable","message":"Later."}', { name: 'TutorError', code: 'identity_unavailable' }],
    [404, '{"code":"not_found","message":"Nothing."}', { name: 'TutorError', message: expect.stringContaining('without a token') }],
    [502, '<html>', { name: 'Error', message: 'The server answered with status 502.' }],
    [200, '{}', { name: 'Error', message: 'The server answered with status 200.' }],
  ])('CLIENT-39 rejects with what the server says against it: %i', async (status, body, error) => {
    const { url } = await serve(status, body)
    await expect(requestTicket(url, 'my-token')).rejects.toMatchObject(error)
  })
})
