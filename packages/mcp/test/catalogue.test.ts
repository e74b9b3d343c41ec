import { InMemoryTransport } from '@modelcontextprotocol/client'
import { describe, expect, test } from 'vitest'
import { Catalogue, SessionServer } from '../src/index.ts'
import { Desk, deskCatalogue, deskTools } from './desk.ts'

describe('Catalogue', () => {
  test('MCP-2 definitions carry the JSON Schema of the input, deeply frozen', () => {
    const [note] = deskCatalogue.definitions
    expect(note).toMatchObject({
      name: 'desk.note',
      title: 'Leave a note',
      description: 'Puts a note on the desk.',
      inputSchema: { type: 'object', properties: { text: { type: 'string', maxLength: 100 } }, required: ['text'] },
    })
    const properties = note!.inputSchema.properties!
    const parts = [deskCatalogue.definitions, note, note!.inputSchema, properties, properties['text']]
    expect(parts.map(Object.isFrozen)).toEqual(parts.map(() => true))
  })

  test('MCP-2 two tools of one name are refused', () => {
    expect(() => new Catalogue({ tools: [...deskTools, deskTools[0]!] })).toThrow('desk.note')
  })

  test('MCP-15 two resources of one address are refused', () => {
    const notes = { uri: 'desk://a/{x}', name: 'a', title: 'A', description: 'A.', mimeType: 'text/plain', read: () => '' }
    expect(() => new Catalogue({ tools: [], resources: [notes, { ...notes, uri: 'desk://a/{y}' }] })).toThrow('one address')
  })

  test('MCP-2 a thousand sessions answer tools/list with the very same definitions', { timeout: 60_000 }, async () => {
    for (let session = 0; session < 1000; session++) {
      const server = new SessionServer(deskCatalogue, new Desk(), () => {})
      const tools = await listedOverTheWire(server)
      expect(tools).toHaveLength(deskCatalogue.definitions.length)
      expect(tools.every((tool, index) => tool === deskCatalogue.definitions[index])).toBe(true)
      await server.close()
    }
  })
})

/** The bare protocol, since an SDK client would copy the answer. */
async function listedOverTheWire(server: SessionServer<Desk>): Promise<unknown[]> {
  const [near, far] = InMemoryTransport.createLinkedPair()
  await server.attach(far)
  const answer = new Promise<unknown>((resolve) => (near.onmessage = resolve))
  await near.send({
    jsonrpc: '2.0',
    id: 'x',
    method: 'tools/list',
    params: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': { name: 'bare', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  })
  const { result } = (await answer) as { result: { tools: unknown[] } }
  return result.tools
}
