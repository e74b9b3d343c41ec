import { TutorError } from '@tutor/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SessionServer, type ToolClient } from '../src/index.ts'
import { Desk, deskCatalogue } from './desk.ts'

let desk: Desk
let server: SessionServer<Desk>
let client: ToolClient
let faults: unknown[]

beforeEach(() => {
  desk = new Desk()
  faults = []
  server = new SessionServer(deskCatalogue, desk, (error) => faults.push(error))
  client = server.client('document')
})

afterEach(() => server.close())

describe('ToolClient', () => {
  test('MCP-2 lists what the catalogue defines', async () => {
    const listed = await client.list()
    expect(listed).toEqual(
      deskCatalogue.definitions.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
    )
  })

  test('MCP-5 a call gives the structured result', async () => {
    expect(await client.call('desk.note', { text: 'hello' })).toEqual({ noted: 'hello', notes: 1 })
  })

  test('MCP-6 a TutorError of a tool arrives with its code and message', async () => {
    const error = await client.call('desk.fail', { how: 'ours' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TutorError)
    expect((error as TutorError).report()).toEqual({
      code: 'document_encrypted',
      message: 'The document "a.pdf" is locked.',
      retryable: false,
    })
  })

  test.each(['bug', 'circular'])('MCP-6 %s: what is no TutorError arrives as run_failed, no more, and is told as a fault', async (how) => {
    const error = (await client.call('desk.fail', { how }).catch((thrown: unknown) => thrown)) as TutorError
    expect(error).toMatchObject({ name: 'TutorError', code: 'run_failed' })
    expect(JSON.stringify(error.report())).not.toMatch(/secret|circular|desk\.ts/i)
    expect(faults).toEqual([expect.any(Error)])
  })

  test('MCP-7 a tool that does not exist is tool_unknown', async () => {
    await expect(client.call('desk.burn', {})).rejects.toMatchObject({ name: 'TutorError', code: 'tool_unknown' })
    await expect(client.call('constructor', {})).rejects.toMatchObject({ code: 'tool_unknown' })
  })

  test.each([
    ['a missing field', {}, 'text'],
    ['a wrong type', { text: 7 }, 'text'],
    ['too long a text', { text: 'x'.repeat(101) }, 'text'],
    ['an array', ['hello'], 'text'],
    ['100,000 levels where a text is due', { text: nested(100_000) }, 'text'],
    ['100,000 levels where a list of texts is due', { text: 'x', tags: [nested(100_000)] }, 'tags[0]'],
  ])('MCP-8 %s is tool_input_invalid, says where, and runs nothing', async (_title, input, place) => {
    await expect(client.call('desk.note', input)).rejects.toMatchObject({
      code: 'tool_input_invalid',
      message: expect.stringContaining(place) as string,
    })
    expect(desk.notes).toEqual([])
  })

  test('MCP-8 unknown keys are dropped, deep ones and __proto__ among them', async () => {
    const bomb = '{"text":"hello","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'
    const input = JSON.parse(bomb) as object
    await client.call('desk.note', { ...input, extra: nested(100_000) })
    expect(desk.notes).toEqual([{ text: 'hello' }])
    expect(Object.getPrototypeOf(desk.notes[0])).toBe(Object.prototype)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('MCP-9 an abort rejects with its reason at once and reaches the tool of that call only', async () => {
    const neighbour = server.client('neighbour')
    const stop = new AbortController()
    const kept = neighbour.call('desk.wait', { key: 'kept' }, new AbortController().signal)
    const stopped = client.call('desk.wait', { key: 'stopped' }, stop.signal)
    const alsoKept = client.call('desk.wait', { key: 'also kept' }, new AbortController().signal)
    await Promise.all(['kept', 'stopped', 'also kept'].map((key) => desk.wait(key).begun))

    const reason = new Error('enough')
    stop.abort(reason)
    // The tool has not been released: the rejection does not wait for it.
    await expect(stopped).rejects.toBe(reason)
    await desk.wait('stopped').aborted

    for (const key of ['kept', 'stopped', 'also kept']) desk.wait(key).release()
    expect(await Promise.all([kept, alsoKept])).toEqual([{ key: 'kept' }, { key: 'also kept' }])
    expect(['kept', 'stopped', 'also kept'].map((key) => desk.wait(key).aborts)).toEqual([0, 1, 0])
  })

  test('MCP-9 a call that has been aborted before it begins runs nothing', async () => {
    await expect(client.call('desk.note', { text: 'x' }, AbortSignal.abort('never'))).rejects.toBe('never')
    expect(desk.notes).toEqual([])
  })
})

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = [value]
  return value
}
