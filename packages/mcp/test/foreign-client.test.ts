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
let faults: unknown[]

beforeEach(() => {
  desk = new Desk()
  faults = []
  server = new SessionServer(deskCatalogue, desk, (error) => faults.push(error))
})

afterEach(() => server.close())

test('MCP-3 what the agents\' clients take for granted is what the server answers to server/discover', async () => {
  const client = await attached({ versionNegotiation: { mode: 'auto' } })
  expect(client.getDiscoverResult()).toMatchObject(discover)
})

describe.each(eras)('an SDK client of protocol %s', (era, options) => {
  test('MCP-14 lists and reads what resources there are, families among them', async () => {
    const client = await attached(options)
    desk.notes.push('milk & honey', 'bread')
    const { resources } = await client.listResources()
    expect(resources).toEqual([
      { uri: 'desk://notes', name: 'notes', title: 'All notes', description: 'What lies on the desk.', mimeType: 'application/json' },
      { uri: 'desk://note/no.%200', name: 'note', title: 'Note 0', description: 'One note.', mimeType: 'text/plain' },
      { uri: 'desk://note/no.%201', name: 'note', title: 'Note 1', description: 'One note.', mimeType: 'text/plain' },
    ])
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates).toMatchObject([{ uriTemplate: 'desk://note/{number}', name: 'note' }])
    const texts = await Promise.all(resources.map(async ({ uri }) => (await client.readResource({ uri })).contents))
    expect(texts.flat()).toMatchObject([
      { uri: 'desk://notes', mimeType: 'application/json', text: '["milk & honey","bread"]' },
      { text: '"milk & honey"' },
      { text: '"bread"' },
    ])
  })

  test.for([
    ['desk://other', 'resource_unknown'],
    ['desk://notes/1', 'resource_unknown'],
    ['desk://note/', 'resource_unknown'],
    ['desk://note/%E0%A4%A', 'resource_unknown'],
    ['desk://note/7', 'document_unknown'],
    ['desk://note/bug', 'run_failed'],
  ])('MCP-14 is told by a protocol error that %s is %s', async ([uri, code]) => {
    const client = await attached(options)
    const error = await client.readResource({ uri: uri! }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ data: { code } })
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(faults).toEqual(code === 'run_failed' ? [new TypeError('secret of the code')] : [])
  })

  test('MCP-15 lists prompts with their arguments, and gets their words', async () => {
    const client = await attached(options)
    const { prompts } = await client.listPrompts()
    expect(prompts).toEqual([
      {
        name: 'tidy',
        title: 'Tidy up',
        description: 'Asks to tidy the desk.',
        arguments: [{ name: 'how', description: 'Quickly, say', required: true }, { name: 'where', required: false }],
      },
    ])
    const { messages } = await client.getPrompt({ name: 'tidy', arguments: { how: 'slowly' } })
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: 'Tidy up slowly, everywhere: 0 notes.' } }])
    await expect(client.getPrompt({ name: 'tidy' })).rejects.toMatchObject({ data: { code: 'tool_input_invalid' } })
    await expect(client.getPrompt({ name: 'sweep' })).rejects.toMatchObject({ data: { code: 'prompt_unknown' } })
  })

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
