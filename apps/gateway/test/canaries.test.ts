import { callTool, say, startModelServer } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { isEnd, NativeSocket, TestSocket } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

/** Words that stand in everything that a client sends or a secret is made of, each in one place only. */
const canary = {
  client: 'canary-client',
  message: 'canary-message',
  documentName: 'canary-name',
  documentText: 'canary-text',
  ticket: 'canary-ticket',
  token: 'canary-token',
  apiKey: 'canary-key',
  frame: 'canary-frame',
  answer: 'canary-answer',
}

const anyCanary = new RegExp(Object.values(canary).join('|'))
const stackOrSql = /\n\s+at |\bnode:|\.ts:\d|node_modules|SQLITE|\b(?:SELECT|INSERT|UPDATE|DELETE) /

/** Everything that the server shows: what it writes, and what it answers. */
class Shown {
  readonly answers: string[] = []

  async fetch(url: string, init?: RequestInit): Promise<number> {
    const response = await fetch(url, init)
    this.answers.push(await response.text())
    return response.status
  }

  async ask(client: NativeSocket, runId: string, content: string): Promise<string> {
    client.ask(runId, content)
    const messages = await client.until((message) => message.type === 'event' && isEnd(message.event))
    this.answers.push(JSON.stringify(messages))
    const end = messages.at(-1)
    return end?.type === 'event' && end.event.type === 'RUN_ERROR' ? String(end.event.code) : 'answered'
  }

  /** Sends a frame that cannot be taken. */
  async refuse(client: NativeSocket, frame: string): Promise<string> {
    client.socket.send(frame)
    const messages = await client.until(({ type }) => type === 'error')
    this.answers.push(JSON.stringify(messages))
    return messages.flatMap((message) => (message.type === 'error' ? [message.code] : [])).join()
  }
}

function written(server: TestServer): string {
  return [...server.output.all, ...server.errors.all].join('\n')
}

test('S12 S15 a learner, a model that fails and whoever sends nonsense leave no word in what the server writes, and see no stack', async () => {
  await using model = await startModelServer({
    apiKey: canary.apiKey,
    script: [
      [callTool('doc_search', { query: canary.message })],
      [say(canary.answer)],
      [callTool('doc_read', { documentId: canary.message, start: 0, end: 1 }), callTool(canary.message, canary.message)],
      [say(canary.answer)],
      [{ do: 'refuse', status: 401 }],
      [say(canary.answer), { do: 'garble' }],
      [say(canary.answer), { do: 'cut' }],
    ],
  })
  await using server = new TestServer({ MODEL: 'openai-compatible', MODEL_URL: model.baseUrl, MODEL_NAME: 'test-model', MODEL_API_KEY: canary.apiKey })
  const address = await server.address()
  const shown = new Shown()
  const client = await NativeSocket.open(`ws://${address}/ws/${canary.client}?ticket=${canary.ticket}`)
  await client.next()
  expect(await client.upload('u1', `${canary.documentName}.md`, Buffer.from(`# Note\n\n${canary.documentText} about ${canary.message}.`))).toMatchObject({ type: 'event' })
  expect(await client.upload('u2', `${canary.documentName}.pdf`, Buffer.from(`%PDF-1.7 ${canary.documentText}`))).toMatchObject({ type: 'error' })
  const ends = []
  for (let run = 0; run < 5; run++) ends.push(await shown.ask(client, `r${run}`, `${canary.message}?`))
  expect(ends).toEqual(Array.from({ length: 5 }, () => 'answered'))
  expect(shown.answers.join().match(/model_(?:rejected|interrupted)(?=\\*")/g)).toEqual(['model_rejected', 'model_interrupted', 'model_interrupted'])
  expect(await shown.refuse(client, `{"${canary.frame}"`)).toBe('json_invalid')
  expect(await shown.refuse(client, `{"type":"${canary.frame}"}`)).toBe('type_unknown')
  expect(await shown.refuse(client, `{"type":"run","runId":"${canary.frame}","message":"${canary.frame}"}`)).toBe('message_invalid')
  const headers = { Authorization: `Bearer ${canary.token}`, Origin: `http://${canary.frame}` }
  await shown.fetch(`http://${address}/${canary.frame}?token=${canary.token}`, { headers })
  await shown.fetch(`http://${address}/ws/${canary.client}%0d%0a${canary.frame}`, { headers })
  await shown.fetch(`http://${address}/sessions/${canary.client}/documents?name=${canary.documentName}.exe`, { method: 'POST', body: canary.documentText, headers })
  const { pid } = await server.health()
  process.kill(pid, 'SIGABRT')
  await client.socket.closed
  await server.errors.first(/the server died/)
  server.process.kill('SIGTERM')
  await server.gone
  expect(written(server)).not.toMatch(anyCanary)
  expect(shown.answers.join()).not.toMatch(stackOrSql)
  expect(shown.answers.join()).not.toContain(canary.apiKey)
})

test('S12 S15 a session that brings down its thread leaves its client’s hash in the log and no word of what was said', async () => {
  await using server = new TestServer({ AGENT: 'faulty' })
  const address = await server.address()
  await using client = await NativeSocket.open(`ws://${address}/ws/${canary.client}`)
  await client.next()
  const shown = new Shown()
  expect(await shown.ask(client, 'r1', canary.message)).toBe('answered')
  expect(await shown.ask(client, 'r2', 'throw')).toBe('run_failed')
  client.ask('r3', 'crash 0')
  await client.until(({ type }) => type === 'recovering')
  await client.until(({ type }) => type === 'hello')
  await using plain = await TestSocket.open(`ws://${address}/ws/${canary.client}`)
  plain.send(canary.message)
  shown.answers.push(await plain.next())
  server.process.kill('SIGTERM')
  await server.gone
  expect(written(server)).toMatch(/"client":"[\da-f]{12}","msg":"a run failed"/)
  expect(written(server)).not.toMatch(anyCanary)
  expect(shown.answers.join()).not.toMatch(stackOrSql)
})
