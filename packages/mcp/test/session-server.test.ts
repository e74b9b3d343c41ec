import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { JSONRPCMessage } from '@modelcontextprotocol/client'
import { AjvJsonSchemaValidator as ClientValidator } from '@modelcontextprotocol/client/validators/ajv'
import { AjvJsonSchemaValidator as ServerValidator } from '@modelcontextprotocol/server/validators/ajv'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FanIn } from '../src/fan-in.ts'
import { SessionServer } from '../src/index.ts'
import { Desk, deskCatalogue } from './desk.ts'

let desk: Desk
let server: SessionServer<Desk>

beforeEach(() => {
  desk = new Desk()
  server = new SessionServer(deskCatalogue, desk, () => {})
})

afterEach(async () => {
  vi.restoreAllMocks()
  await server.close()
})

describe('SessionServer', () => {
  test('MCP-1 the SDK is loaded by the first use of a tool, not before', { timeout: 60_000 }, async () => {
    const script = new URL('./loaded-modules.process.ts', import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [script])
    const { before, after } = JSON.parse(stdout) as { before: number; after: number }
    expect(before).toBe(0)
    expect(after).toBeGreaterThan(0)
  })

  test('MCP-3 each agent speaks 2026-07-28 under its own name to one server; the first message is a call', async () => {
    const { fanIns, sent } = tapAgents()
    await server.client('orchestrator').call('desk.note', { text: 'one' })
    await server.client('document').call('desk.note', { text: 'two' })
    expect(fanIns.size).toBe(1)
    expect(sent).toMatchObject([firstCall('orchestrator', 'one'), firstCall('document', 'two')])
    expect(sent).toHaveLength(2)
  })

  test('MCP-4 clients whose requests have the same ids get their own answers, in any order', async () => {
    const calls = ['a', 'b', 'c'].map((name) => {
      const client = server.client(name)
      return [client.call('desk.wait', { key: `${name}1` }), client.call('desk.wait', { key: `${name}2` })]
    })
    const keys = ['c2', 'a1', 'b2', 'b1', 'c1', 'a2']
    await Promise.all(keys.map((key) => desk.wait(key).begun))
    for (const key of keys) desk.wait(key).release()
    const answers = await Promise.all(calls.map((pair) => Promise.all(pair)))
    expect(answers).toEqual(['a', 'b', 'c'].map((name) => [{ key: `${name}1` }, { key: `${name}2` }]))
  })

  test('MCP-4 sessions run their tools on their own owner', async () => {
    const other = new Desk()
    await using neighbour = closing(new SessionServer(deskCatalogue, other, () => {}))
    await server.client('a').call('desk.note', { text: 'mine' })
    await neighbour.server.client('a').call('desk.note', { text: 'yours' })
    expect([desk.notes, other.notes]).toEqual([[{ text: 'mine' }], [{ text: 'yours' }]])
  })

  test('MCP-10 close rejects the calls under way and aborts their tools', async () => {
    const calls = ['a', 'b'].map((name) => server.client(name).call('desk.wait', { key: name }))
    const outcome = Promise.allSettled(calls)
    await Promise.all([desk.wait('a').begun, desk.wait('b').begun])
    await server.close()
    const rejected = { status: 'rejected', reason: { name: 'TutorError', code: 'run_failed' } }
    expect(await outcome).toMatchObject([rejected, rejected])
    expect([desk.wait('a').aborts, desk.wait('b').aborts]).toEqual([1, 1])
  })

  test('MCP-10 a call that is still connecting when the session closes is rejected and runs nothing', async () => {
    const call = server.client('a').call('desk.note', { text: 'late' })
    const rejected = expect(call).rejects.toMatchObject({ code: 'run_failed' })
    await server.close()
    await rejected
    expect(desk.notes).toEqual([])
  })

  test.each(['used', 'unused'])('MCP-10 a %s server that is closed refuses use; close is idempotent', async (use) => {
    const client = server.client('a')
    if (use === 'used') await client.list()
    await server.close()
    await server.close()
    await expect(client.list()).rejects.toMatchObject({ code: 'run_failed' })
    await expect(client.call('desk.note', { text: 'x' })).rejects.toMatchObject({ code: 'run_failed' })
    await expect(server.client('b').call('desk.note', { text: 'x' })).rejects.toMatchObject({ code: 'run_failed' })
    expect(desk.notes).toEqual([])
  })

  test('MCP-11 listing and calling compiles no JSON Schema', async () => {
    const compiled = [ClientValidator, ServerValidator].map(({ prototype }) => vi.spyOn(prototype, 'getValidator'))
    const client = server.client('a')
    await client.list()
    await client.call('desk.note', { text: 'x' })
    await client.call('desk.note', { text: 1 }).catch(() => {})
    for (const compile of compiled) expect(compile).not.toHaveBeenCalled()
  })
})

function closing(server: SessionServer<Desk>) {
  return { server, [Symbol.asyncDispose]: () => server.close() }
}

/** Listens in on what the agents' clients send. */
function tapAgents() {
  const fanIns = new Set<FanIn>()
  const sent: JSONRPCMessage[] = []
  const open = FanIn.prototype.open
  vi.spyOn(FanIn.prototype, 'open').mockImplementation(function tapped(this: FanIn) {
    fanIns.add(this)
    const port = open.call(this)
    const send = port.send.bind(port)
    port.send = (message, options) => {
      sent.push(message)
      return send(message, options)
    }
    return port
  })
  return { fanIns, sent }
}

function firstCall(agentName: string, text: string) {
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: agentName },
  }
  return { id: 0, method: 'tools/call', params: { name: 'desk.note', arguments: { text }, _meta: envelope } }
}
