import { Client, InMemoryTransport, type ClientOptions } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SessionServer } from '../src/index.ts'
import { discover } from '../src/mcp-session.ts'
import { Desk, deskCatalogue } from './desk.ts'

const eras: readonly [era: string, options: ClientOptions][] = [
  ['2026-07-28', { versionNegotiation: { mode: 'auto' } }],
  ['2025-11-25', {}],
]

let desk: Desk
let server: SessionServer<Desk>

beforeEach(() => {
  desk = new Desk()
  server = new SessionServer(deskCatalogue, desk, () => {})
})

afterEach(() => server.close())

test('MCP-3 what the agents\' clients take for granted is what the server answers to server/discover', async () => {
  const client = await attached({ versionNegotiation: { mode: 'auto' } })
  expect(client.getDiscoverResult()).toMatchObject(discover)
})

describe.each(eras)('an SDK client of protocol %s', (era, options) => {
  test('MCP-12 attaches, lists and calls beside the agents', async () => {
    const client = await attached(options)
    expect(client.getNegotiatedProtocolVersion()).toBe(era)
    const { tools } = await client.listTools()
    expect(tools).toEqual(deskCatalogue.definitions)
    await server.client('agent').call('desk.note', { text: 'from inside' })
    await client.callTool({ name: 'desk.note', arguments: { text: 'from outside' } })
    expect(desk.notes).toEqual([{ text: 'from inside' }, { text: 'from outside' }])
  })

  test('MCP-5 gets the result structured and as text', async () => {
    const client = await attached(options)
    expect(await client.callTool({ name: 'desk.note', arguments: { text: 'x' } })).toMatchObject({
      structuredContent: { noted: 'x', notes: 1 },
      content: [{ type: 'text', text: '{"noted":"x","notes":1}' }],
    })
  })

  test('MCP-6 gets a report of what went wrong', async () => {
    const client = await attached(options)
    expect(await client.callTool({ name: 'desk.fail', arguments: { how: 'ours' } })).toMatchObject({
      isError: true,
      structuredContent: { code: 'document_encrypted', message: 'The document "a.pdf" is locked.', retryable: false },
      content: [{ type: 'text', text: 'The document "a.pdf" is locked.' }],
    })
    const bug = await client.callTool({ name: 'desk.fail', arguments: { how: 'bug' } })
    expect(bug).toMatchObject({ isError: true, structuredContent: { code: 'run_failed', retryable: true } })
    expect(JSON.stringify(bug)).not.toMatch(/secret|desk\.ts/)
  })

  test('MCP-7 meets a protocol error for an unknown tool', async () => {
    const client = await attached(options)
    const call = client.callTool({ name: 'desk.burn' })
    await expect(call).rejects.toMatchObject({ code: -32602, data: { code: 'tool_unknown' } })
  })

  test('MCP-8 is told what is wrong with its input', async () => {
    const client = await attached(options)
    expect(await client.callTool({ name: 'desk.note', arguments: { text: 1 } })).toMatchObject({
      isError: true,
      structuredContent: { code: 'tool_input_invalid', message: expect.stringContaining('text') as string },
    })
  })

  test('MCP-12 leaves: what it called is aborted, the agents go on', async () => {
    const client = await attached(options)
    const call = client.callTool({ name: 'desk.wait', arguments: { key: 'outside' } })
    const rejected = expect(call).rejects.toThrow('Connection closed')
    const inside = server.client('agent').call('desk.wait', { key: 'inside' })
    await Promise.all([desk.wait('outside').begun, desk.wait('inside').begun])
    await client.close()
    await rejected
    await desk.wait('outside').aborted
    desk.wait('inside').release()
    expect(await inside).toEqual({ key: 'inside' })
    expect(desk.wait('inside').aborts).toBe(0)
  })

  test('MCP-10 is cut off when the session closes', async () => {
    const client = await attached(options)
    const cutOff = new Promise<void>((resolve) => (client.onclose = resolve))
    await server.close()
    await cutOff
    await expect(server.attach(InMemoryTransport.createLinkedPair()[1])).rejects.toMatchObject({ code: 'run_failed' })
  })
})

async function attached(options: ClientOptions): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair()
  await server.attach(far)
  const client = new Client({ name: 'foreign', version: '1.0.0' }, options)
  await client.connect(near)
  return client
}
