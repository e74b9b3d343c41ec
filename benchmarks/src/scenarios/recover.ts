import { loadBounds } from '../load-client/crowd-plan.ts'
import type { ComebackResult } from '../load-client/comeback.ts'
import { LoadClient } from '../load-client/load-client.ts'
import type { Sabotage } from '../load-client/sabotage.ts'
import type { Spread } from '../load-client/spread.ts'
import { childProcesses } from '../process-usage.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { rounded } from '../statistics.ts'
import { gateway, supervisor, type Subject } from '../subject.ts'
import { targetFigure, type TargetFigure } from '../target-figure.ts'

type OptionName = 'sessions' | 'threads' | 'times'
type Order = ScenarioOrder<OptionName>

interface Disaster {
  readonly name: string
  readonly subject: Subject
  readonly sabotage: (server: ServerProcess) => Sabotage
}

interface Row {
  readonly subject: string
  readonly sessions: number
  /** Until the new hello, and until the answer to a message that was sent at once; over all times the worst. */
  readonly greeted_ms: Times
  readonly answered_ms: Times
  readonly sockets_closed: number
}

interface Times {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

const name = 'recover'
const thread = 'thread'
/** For the faulty agent: its thread ends that long after, when the answer has been given. */
const afterMs = 50

const disasters: readonly Disaster[] = [
  { name: thread, subject: gateway, sabotage: () => ({ kind: 'thread', words: `exit ${afterMs}`, afterMs }) },
  { name: 'process', subject: supervisor, sabotage: (server) => ({ kind: 'process', pid: serverOf(server) }) },
]

/** How long learners wait when their session's thread, or the whole server, has died. */
export const recover: Scenario<OptionName> = {
  name,
  summary: 'Time until every session answers again after its thread has died, and after the whole server was killed.',
  control: thread,
  subjects: disasters.map((disaster) => disaster.name),
  options: {
    sessions: { fallback: 1_000, bounds: loadBounds.connections, help: 'connected sessions' },
    threads: { fallback: 1, bounds: [1, 64], help: 'session threads; with one, all sessions are on the one that dies' },
    times: { fallback: 3, bounds: [1, 100], help: 'failures of each kind, one after the other; the worst counts' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  const rows: Row[] = []
  for (const disaster of disasters.filter(({ name: subject }) => order.subjects.has(subject))) {
    rows.push(makeRow(disaster.name, await suffer(disaster, order), order.numbers.sessions))
  }
  const report = { scenario: name, control: thread, rows, skipped: [], targets: judge(rows) }
  return { report, table: makeTable(rows) }
}

async function suffer({ name: kind, subject, sabotage }: Disaster, order: Order): Promise<ComebackResult[]> {
  const { sessions, threads, times } = order.numbers
  order.progress(`${kind}: starting, ${sessions} sessions`)
  const env = { AGENT: 'faulty', STORE: 'sqlite', IDLE_MS: '3600000', THREADS: String(threads) }
  await using server = await ServerProcess.start({ name: subject.name, command: [process.execPath, subject.file], env })
  await using client = new LoadClient(order.signal)
  const speech = { kind: 'canary', bytes: 64 } as const
  await client.open({ address: server.address, protocol: 'tutor.v1', speech, connections: sessions, parallel: 50 })
  await client.askEach()
  const results: ComebackResult[] = []
  for (let time = 1; time <= times; time++) {
    const result = await client.comeBack(sabotage(server))
    order.progress(`${kind} ${time} of ${times}: all answer again after ${Math.round(result.answered.maxMs)} ms`)
    results.push(result)
    await client.askEach()
  }
  return results
}

function serverOf(supervising: ServerProcess): number {
  const [pid] = childProcesses(supervising.pid)
  if (pid === undefined) throw new Error('The supervisor has no server.')
  return pid
}

function makeRow(subject: string, results: readonly ComebackResult[], sessions: number): Row {
  return {
    subject,
    sessions,
    greeted_ms: worst(results.map((result) => result.greeted)),
    answered_ms: worst(results.map((result) => result.answered)),
    sockets_closed: results.reduce((sum, result) => sum + result.closed, 0),
  }
}

function worst(spreads: readonly Spread[]): Times {
  const max = (read: (spread: Spread) => number): number => rounded(Math.max(...spreads.map(read)), 1)
  return { p50: max((each) => each.p50Ms), p99: max((each) => each.p99Ms), max: max((each) => each.maxMs) }
}

function judge(rows: readonly Row[]): TargetFigure[] {
  const row = rows.find(({ subject }) => subject === thread)
  if (row === undefined) return []
  return [
    targetFigure('sessions of a dead thread, p99 until an answer, ms', row.answered_ms.p99, 1_000),
    targetFigure('sockets closed when a thread died', row.sockets_closed, 0),
  ]
}

function makeTable(rows: readonly Row[]): string[][] {
  const head = ['what died', 'sessions', 'hello p50 ms', 'p99', 'max', 'answer p50 ms', 'p99', 'max', 'sockets closed']
  const body = rows.map(({ subject, sessions, greeted_ms: hello, answered_ms: answer, sockets_closed }) => [
    subject,
    String(sessions),
    ...[hello.p50, hello.p99, hello.max, answer.p50, answer.p99, answer.max].map((ms) => ms.toFixed(1)),
    String(sockets_closed),
  ])
  return [head, ...body]
}
