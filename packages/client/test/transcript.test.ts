import { setImmediate } from 'node:timers/promises'
import { EventType, type AgUiEvent, type EventEnvelope } from '@tutor/protocol'
import { expect, it } from 'vitest'
import { connect, note, runOf } from './connect.ts'
import { ScriptedSession } from './scripted-session.ts'
import { runStarted } from './tutor-server.ts'

const text: AgUiEvent = { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'a', delta: 'x' }

it('CLIENT-40 CLIENT-28 D5 hears the history and is heard, whatever is cut, repeated, paged or lost', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}`)
  const random = mulberry32(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const session = new ScriptedSession((run) => [runStarted(run), ...Array.from({ length: below(20) }, () => text)])
  const { connection, recorder } = await connect(session, { from: { epoch: 0, seq: 0 } })
  const transcript: EventEnvelope[] = []
  connection.listen({
    receive(message) {
      if (message.type === 'resync') transcript.length = message.seq
      if (message.type === 'event') transcript.push(message)
    },
    end: () => undefined,
  })

  /** Text may be lost with its server, nothing else. */
  const lostText = () => {
    const kept = session.history.findLastIndex(({ event }) => event !== text) + 1
    return below(session.history.length - kept + 1)
  }
  /** Only who has heard the text can miss it. */
  const hearAll = () => recorder.until(() => connection.position.seq === session.history.length)
  const fail = async () => {
    if (random() < 0.5) await hearAll()
    session.fail()
    for (let turns = below(5); turns > 0; turns--) await setImmediate()
    session.takeOver(lostText())
    session.recovered()
  }
  const die = async () => {
    if (random() < 0.5) await hearAll()
    session.cut()
    session.takeOver(lostText())
  }
  const repeat = () => {
    session.append(note)
    session.repeat()
  }
  let runs = 0
  const resizePages = () => {
    session.pageSize = 1 + below(8)
  }
  const faults: (() => Promise<void> | void)[] = [fail, die, repeat, resizePages, () => session.cut()]
  for (let step = 0; step < 600; step++) {
    if (random() < 0.2) await faults[below(faults.length)]?.()
    if (random() < 0.2 && connection.unconfirmed < 20) connection.send(runOf(String(runs++)))
    session.append(...Array.from({ length: below(4) }, () => (random() < 0.5 ? text : note)))
    for (let turns = below(4); turns > 0; turns--) await setImmediate()
  }

  await recorder.until(() => connection.state.kind === 'live' && connection.unconfirmed === 0)
  await hearAll()
  expect(transcript).toEqual(session.history)
  const ids = session.taken.map(({ message }) => message.id)
  expect(ids.toSorted()).toEqual(Array.from({ length: runs }, (_, run) => String(run)).toSorted())
  expect(recorder.ends).toEqual([])
})

/** A seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
