import { verifyEvents, type BaseEvent, type Message, type RunAgentInput } from '@ag-ui/client'
import { EventType, type AgUiEvent, type AgUiMessage } from '@tutor/protocol'
import { lastValueFrom, tap, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { TutorAgent } from '../src/index.ts'
import { connect, runOf } from './connect.ts'
import { ScriptedSession } from './scripted-session.ts'
import { answerTo, runFinished, runStarted } from './tutor-server.ts'

const run = { type: 'run', runId: 'r1', message: { id: 'm1', content: 'What is osmosis?' } } as const
const question: Message = { ...run.message, role: 'user' }
const context = { threadId: 'anna', tools: [], context: [], state: {}, forwardedProps: {} }
const input: RunAgentInput = { ...context, runId: 'r1', messages: [question] }

function textOf(messageId: string, deltas: readonly string[]): AgUiEvent[] {
  return deltas.map((delta) => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }))
}

function custom(name: string, value: unknown): AgUiEvent {
  return { type: EventType.CUSTOM, name, value }
}

function collect(agent: TutorAgent, hear: (event: BaseEvent) => void = () => undefined): Promise<BaseEvent[]> {
  return lastValueFrom(agent.run(input).pipe(verifyEvents(), tap(hear), toArray()))
}

const queued = custom('tutor.run_queued', { runId: 'r1', message: run.message })

describe('a run', () => {
  it('CLIENT-35 D8 goes on over a lost socket and a recovery as one stream', async () => {
    const answer = answerTo(run, ['Water ', 'moves ', 'through a membrane [1].'])
    const session = new ScriptedSession(() => answer.slice(0, 7))
    const { connection, recorder } = await connect(session)
    const events = collect(new TutorAgent(connection))
    await recorder.until(() => recorder.events.length === 7)
    session.cut()
    session.append(...answer.slice(7, 9))
    await recorder.reaches('live', 2)
    session.fail()
    session.takeOver()
    session.recovered()
    await recorder.reaches('live', 3)
    session.append(...answer.slice(9))
    expect(await events).toEqual(answer)
    expect(session.taken).toHaveLength(1)
  })

  it('CLIENT-35 that waits for its turn is not started by being queued or acknowledged', async () => {
    const session = new ScriptedSession(() => [queued])
    session.taken.push(run)
    const { connection, recorder } = await connect(session)
    const events = collect(new TutorAgent(connection))
    await recorder.until(() => recorder.received.some(({ type }) => type === 'ack'))
    session.append(queued, ...answerTo(runOf('other'), ['theirs']), ...answerTo(run, ['ours']))
    expect(await events).toEqual(answerTo(run, ['ours']))
  })

  it('CLIENT-38 is not ended by an error about a late abort, nor about a run that was taken', async () => {
    const session = new ScriptedSession(() => [runStarted(run)])
    const { connection, peer } = await connect(session)
    const events = collect(new TutorAgent(connection), ({ type }) => {
      if (type !== EventType.RUN_STARTED) return
      peer.send({ type: 'error', ref: 'r1', code: 'run_unknown', message: 'It is over.', retryable: false })
      peer.send({ type: 'error', ref: 'r1', code: 'run_id_used', message: 'It is there.', retryable: false })
      session.append(runFinished('r1'))
    })
    expect((await events).at(-1)).toEqual(runFinished('r1'))
  })
})

describe('a half answer', () => {
  const restarted = custom('tutor.run_restarted', { runId: 'r1', attempt: 2, discarded: 'half' })
  const half: AgUiEvent[] = [
    runStarted(run),
    { type: EventType.TEXT_MESSAGE_START, messageId: 'half', role: 'assistant' },
    ...textOf('half', ['Water ', 'is wet']),
  ]
  const anew: AgUiEvent[] = [
    { type: EventType.TEXT_MESSAGE_END, messageId: 'half' },
    restarted,
    { type: EventType.TEXT_MESSAGE_START, messageId: 'whole', role: 'assistant' },
    ...textOf('whole', ['Water moves.']),
    { type: EventType.TEXT_MESSAGE_END, messageId: 'whole' },
    runFinished('r1'),
  ]
  const kept: AgUiMessage[] = [
    { ...run.message, role: 'user' },
    { id: 'half', role: 'assistant', content: 'Water ' },
  ]

  async function interrupted(lostEvents: number) {
    const session = new ScriptedSession(() => half)
    session.messages = kept
    const { connection, recorder } = await connect(session)
    const agent = new TutorAgent(connection)
    const fail = async () => {
      await recorder.until(() => recorder.events.length === half.length)
      session.fail()
      session.takeOver(lostEvents)
      session.recovered()
      session.append(...anew)
    }
    return { agent, fail }
  }

  it('CLIENT-36 D7 whose end was lost is replaced by what the server has', async () => {
    const { agent, fail } = await interrupted(1)
    const events = collect(agent)
    await fail()
    const snapshot = { type: EventType.MESSAGES_SNAPSHOT, messages: kept }
    expect(await events).toEqual([...half, snapshot, ...anew])
  })

  it.each([['was lost', 1], ['is known', 0]])('CLIENT-36 D7 whose end %s leaves the whole one', async (_, lost) => {
    const { agent, fail } = await interrupted(lost)
    agent.addMessage(question)
    const result = agent.runAgent({ runId: 'r1' })
    await fail()
    await result
    expect(agent.messages).toEqual([question, { id: 'whole', role: 'assistant', content: 'Water moves.' }])
  })
})

describe('another history', () => {
  it.each([
    ['queued', [queued]],
    ['being answered', [runStarted(run)]],
  ])('CLIENT-37 ends a run that is %s', async (_, events) => {
    const session = new ScriptedSession(() => events)
    const { connection, recorder } = await connect(session)
    const outcome = collect(new TutorAgent(connection))
    await recorder.until(() => recorder.events.length === 1)
    session.expired = 'position_ahead'
    session.cut()
    await expect(outcome).rejects.toMatchObject({ name: 'ConnectionError', code: 'history_replaced' })
    expect(recorder.ends).toEqual([])
  })

  it('CLIENT-37 is sent a run that nobody confirmed', async () => {
    const session = new ScriptedSession((message) => answerTo(message, ['Water moves.']))
    const { connection, recorder } = await connect(session)
    session.fail()
    await recorder.reaches('recovering')
    const events = collect(new TutorAgent(connection))
    session.expired = 'position_expired'
    session.recovered()
    expect(await events).toEqual(answerTo(run, ['Water moves.']))
  })

  it('CLIENT-37 ends a run that is in the part of it that is gone', async () => {
    const session = new ScriptedSession()
    session.taken.push(run)
    const { connection, recorder } = await connect(session)
    session.fail()
    await recorder.reaches('recovering')
    const events = collect(new TutorAgent(connection))
    session.expired = 'position_expired'
    session.recovered()
    await expect(events).rejects.toMatchObject({ code: 'history_replaced' })
  })
})
