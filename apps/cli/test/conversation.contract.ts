import { randomUUID } from 'node:crypto'
import { startRun, uploadDocument, type Conversation, type ConversationListener } from '@tutor/client'
import { EventType, type ServerMessage } from '@tutor/protocol'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'

class Recorder implements ConversationListener {
  readonly messages: ServerMessage[] = []
  readonly ends: Error[] = []

  receive(message: ServerMessage): void {
    this.messages.push(message)
  }

  end(reason: Error): void {
    this.ends.push(reason)
  }
}

function runOf(content: string) {
  return { type: 'run', runId: randomUUID(), message: { id: randomUUID(), content } } as const
}

async function finishRun(conversation: Conversation, content: string): Promise<void> {
  const over = Promise.withResolvers<void>()
  startRun(conversation, runOf(content), { next: () => undefined, complete: over.resolve, error: over.reject })
  await over.promise
}

/** @param open a conversation with a new session of the embedded tutor; the listener hears it from the hello on */
export function conversationContract(open: (listener?: ConversationListener) => Promise<Conversation>): void {
  async function opened(listener?: ConversationListener): Promise<Conversation> {
    const conversation = await open(listener)
    onTestFinished(() => conversation.close())
    return conversation
  }

  describe('the contract of a conversation', () => {
    it('CLI-12 gives every listener every message in order, and none to one that stopped', async () => {
      const first = new Recorder()
      const conversation = await opened(first)
      const second = new Recorder()
      const stopped = new Recorder()
      conversation.listen(second)
      conversation.listen(stopped)()
      await finishRun(conversation, '/documents')
      expect(first.messages[0]).toEqual(conversation.hello)
      expect(first.messages.slice(1)).toEqual(second.messages)
      expect(second.messages.map((message) => message.type === 'event' && message.seq)).toEqual(
        second.messages.map((_, index) => conversation.hello.seq + index + 1),
      )
      expect(second.messages.at(-1)).toMatchObject({ event: { type: EventType.RUN_FINISHED } })
      expect(stopped).toMatchObject({ messages: [], ends: [] })
    })

    it('CLI-13 takes a document of many chunks and one of a few bytes, and tells every listener', async () => {
      const conversation = await opened()
      const recorder = new Recorder()
      conversation.listen(recorder)
      const line = 'A line of a long text about nothing much.\n'
      const long = Buffer.from(line.repeat(Math.ceil((5 * conversation.hello.limits.chunkBytes) / line.length)))
      const pdf = await uploadDocument(conversation, { name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) })
      const text = await uploadDocument(conversation, { name: 'long.txt', bytes: long })
      expect(pdf).toMatchObject({ name: 'lesson.pdf', kind: 'pdf', places: sampleLesson.length })
      expect(text).toMatchObject({ name: 'long.txt', kind: 'text', bytes: long.length })
      const added = recorder.messages.map((message) => message.type === 'event' && message.event)
      expect(added).toMatchObject([{ value: { document: pdf } }, { value: { document: text } }])
    })

    it('CLI-13 refuses a document with the code of the reason, and the conversation goes on', async () => {
      const conversation = await opened()
      const empty = uploadDocument(conversation, { name: 'empty.md', bytes: new Uint8Array() })
      await expect(empty).rejects.toMatchObject({ name: 'TutorError', code: 'document_empty' })
      await finishRun(conversation, '/documents')
    })

    it('CLI-14 ends each listener and whatever waits once, and takes nothing afterwards', async () => {
      const recorder = new Recorder()
      const conversation = await opened(recorder)
      const run = Promise.withResolvers<void>()
      const observer = { next: () => undefined, complete: run.resolve, error: run.reject }
      startRun(conversation, runOf('What is osmosis?'), observer)
      const upload = uploadDocument(conversation, { name: 'notes.md', bytes: Buffer.from('Water moves.') })
      const waiting = Promise.allSettled([run.promise, upload])
      await Promise.all([conversation.close(), conversation.close()])
      await conversation.close()
      expect(recorder.ends).toHaveLength(1)
      const [reason] = recorder.ends
      expect(reason).toMatchObject({ name: 'ConnectionError', code: 'connection_closed' })
      expect(await waiting).toEqual([{ status: 'rejected', reason }, { status: 'rejected', reason }])
      expect(() => conversation.send({ type: 'abort', runId: 'r' })).toThrow(reason)
      expect(() => conversation.listen(recorder)).toThrow(reason)
      await expect(conversation.drained()).rejects.toThrow(reason)
    })
  })
}
