import { verifyEvents, type BaseEvent, type Message, type RunAgentInput } from '@ag-ui/client'
import { EventType, type AgUiEvent } from '@tutor/protocol'
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { TutorAgent, TutorConnection } from '../src/index.ts'
import { answerTo, documentAdded, runFinished, runStarted, TutorServer, type ServerScript } from './tutor-server.ts'

const question: Message = { id: 'm1', role: 'user', content: 'What is osmosis?' }
const deltas = ['Water ', 'moves ', 'through a membrane [1].']

function inputOf(messages: Message[], runId = 'r1'): RunAgentInput {
  return { threadId: 'anna', runId, messages, tools: [], context: [], state: {}, forwardedProps: {} }
}

async function connect(script: ServerScript) {
  const server = await TutorServer.start(script)
  const connection = await TutorConnection.open(server.url)
  onTestFinished(async () => {
    await connection.close()
    await server[Symbol.asyncDispose]()
  })
  return { agent: new TutorAgent(connection), connection, peer: await server.peer() }
}

const answering: ServerScript = {
  message(peer, message) {
    if (message.type === 'run') peer.events(answerTo(message, deltas))
  },
}

function collect(agent: TutorAgent, input: RunAgentInput): Promise<BaseEvent[]> {
  return lastValueFrom(agent.run(input).pipe(verifyEvents(), toArray()))
}

describe('run', () => {
  it('CLIENT-14 sends the last user message and emits the run, as verifyEvents wants it', async () => {
    const { agent, peer } = await connect(answering)
    const history: Message[] = [
      { id: 'm0', role: 'user', content: 'Hello' },
      { id: 'a0', role: 'assistant', content: 'Hello.' },
      question,
    ]
    const events = await collect(agent, inputOf(history))
    expect(peer.received).toEqual([
      { type: 'run', runId: 'r1', message: { id: 'm1', content: 'What is osmosis?' } },
    ])
    expect(events).toEqual(answerTo(await peer.takes('run'), deltas))
  })

  it('CLIENT-14 completes after RUN_ERROR', async () => {
    const failure: AgUiEvent = { type: EventType.RUN_ERROR, code: 'model_unavailable', message: 'The model is away.' }
    const { agent } = await connect({
      message: (peer, message) => message.type === 'run' && peer.events([runStarted(message), failure]),
    })
    expect((await collect(agent, inputOf([question]))).at(-1)).toEqual(failure)
  })

  it('CLIENT-14 joins the text parts of a message', async () => {
    const { agent, peer } = await connect(answering)
    const content = [{ type: 'text' as const, text: 'What is' }, { type: 'text' as const, text: 'osmosis?' }]
    await collect(agent, inputOf([{ id: 'm1', role: 'user', content }]))
    expect((await peer.takes('run')).message.content).toBe('What is\nosmosis?')
  })

  it('CLIENT-15 is not disturbed by other runs and by events outside of a run', async () => {
    const other = { type: 'run', runId: 'other', message: { id: 'x', content: 'From another tab' } } as const
    const { agent } = await connect({
      // The connection comes while a run of another tab is being answered.
      greeted: (peer) => peer.events(answerTo(other, ['half']).slice(5)),
      message(peer, message) {
        if (message.type !== 'run') return
        peer.event(documentAdded('u1'))
        peer.events(answerTo(other, ['theirs']))
        peer.send({ type: 'error', ref: 'other', code: 'run_failed', message: 'Not ours.', retryable: true })
        peer.events(answerTo(message, deltas))
        peer.events(answerTo(other, ['theirs again']))
      },
    })
    const events = await collect(agent, inputOf([question]))
    expect(events).toHaveLength(9 + deltas.length)
    expect(JSON.stringify(events)).not.toMatch(/theirs|half|document_added/)
  })

  it('CLIENT-16 fails with the error the server reports about it', async () => {
    const { agent } = await connect({
      message(peer, message) {
        if (message.type !== 'run') return
        peer.send({ type: 'error', ref: message.runId, code: 'run_queue_full', message: 'Wait.', retryable: true })
      },
    })
    const refusal = { name: 'TutorError', code: 'run_queue_full' }
    await expect(collect(agent, inputOf([question]))).rejects.toMatchObject(refusal)
  })

  it('CLIENT-16 CLIENT-6 fails when the connection ends in mid-run, and at once on one that has ended', async () => {
    const { agent } = await connect({
      message(peer, message) {
        if (message.type !== 'run') return
        peer.event(runStarted(message))
        peer.socket.close(1011, 'session_damaged')
      },
    })
    const close = { name: 'internalError', reason: 'session_damaged' }
    await expect(collect(agent, inputOf([question]))).rejects.toMatchObject({ code: 'connection_closed', close })
    await expect(collect(agent, inputOf([question]))).rejects.toMatchObject({ code: 'connection_closed', close })
  })

  const source = { type: 'url' as const, value: 'https://example.org/a.png' }
  it.each<[string, Message[], string]>([
    ['without a user message', [{ id: 's', role: 'system', content: 'Be kind.' }], 'message_empty'],
    ['of a picture', [{ id: 'p', role: 'user', content: [{ type: 'image', source }] }], 'message_invalid'],
  ])('CLIENT-19 fails %s, and sends nothing', async (_, messages, code) => {
    const { agent, connection, peer } = await connect(answering)
    await expect(collect(agent, inputOf(messages))).rejects.toMatchObject({ code })
    await connection.ping()
    expect(peer.received).toEqual([])
  })
})

describe('stopping', () => {
  const startsOnly: ServerScript = {
    message(peer, message) {
      if (message.type === 'run') peer.event(runStarted(message))
      if (message.type === 'abort') peer.event(runFinished(message.runId, 'cancelled'))
    },
  }

  it('CLIENT-17 abortRun sends abort, and the run ends as cancelled', async () => {
    const { agent, peer } = await connect(startsOnly)
    const events: BaseEvent[] = []
    const over = new Promise<void>((complete) => {
      agent.run(inputOf([question])).subscribe({ next: (event) => events.push(event), complete })
    })
    await peer.takes('run')
    agent.abortRun()
    await over
    expect(peer.received.at(-1)).toEqual({ type: 'abort', runId: 'r1' })
    expect(events.at(-1)).toMatchObject({ type: EventType.RUN_FINISHED, outcome: { type: 'cancelled' } })
  })

  it('CLIENT-17 unsubscribing sends abort', async () => {
    const { agent, peer } = await connect(startsOnly)
    await firstValueFrom(agent.run(inputOf([question])))
    expect(await peer.takes('abort')).toEqual({ type: 'abort', runId: 'r1' })
  })

  it('CLIENT-17 nothing is sent for a run that is over', async () => {
    const { agent, connection, peer } = await connect(answering)
    await collect(agent, inputOf([question]))
    agent.abortRun()
    await connection.ping()
    expect(peer.received.map(({ type }) => type)).toEqual(['run'])
  })

  it('CLIENT-20 a clone runs over the same connection and aborts only runs of its own', async () => {
    const { agent, connection, peer } = await connect(startsOnly)
    const clone = agent.clone()
    const subscription = agent.run(inputOf([question])).subscribe()
    clone.run(inputOf([question], 'r2')).subscribe()
    clone.abortRun()
    await connection.ping()
    expect(peer.received.map(({ type }) => type)).toEqual(['run', 'run', 'abort'])
    expect(peer.received.at(-1)).toEqual({ type: 'abort', runId: 'r2' })
    subscription.unsubscribe()
  })
})

describe('runAgent', () => {
  it('CLIENT-18 adds the assistant message to agent.messages and tells subscribers of it', async () => {
    const { agent } = await connect(answering)
    agent.addMessage(question)
    const buffers: string[] = []
    const { newMessages } = await agent.runAgent(
      { runId: 'r1' },
      {
        onTextMessageContentEvent({ textMessageBuffer, event }) {
          buffers.push(textMessageBuffer + event.delta)
        },
      },
    )
    const answer = { id: 'r1-answer', role: 'assistant', content: deltas.join('') }
    expect(agent.messages.at(-1)).toMatchObject(answer)
    expect(newMessages.at(-1)).toMatchObject(answer)
    expect(agent.messages.filter(({ role }) => role === 'user')).toEqual([question])
    expect(buffers.at(-1)).toBe(deltas.join(''))
    expect(agent.threadId).toBe('anna')
  })

  it('CLIENT-16 tells subscribers of an error the server reports', async () => {
    const { agent } = await connect({
      message(peer) {
        peer.send({ type: 'error', ref: 'r1', code: 'message_empty', message: 'No text.', retryable: false })
      },
    })
    // The base class logs what it rejects with.
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => log.mockRestore())
    agent.addMessage(question)
    const codes: unknown[] = []
    const run = agent.runAgent(
      { runId: 'r1' },
      {
        onRunFailed({ error }) {
          if ('code' in error) codes.push(error.code)
        },
      },
    )
    await expect(run).rejects.toThrow('No text.')
    expect(codes).toEqual(['message_empty'])
  })
})
