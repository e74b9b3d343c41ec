import { setTimeout as wait } from 'node:timers/promises'
import { readHealth } from '../health.ts'
import { loadBounds, type CrowdPlan } from '../load-client/crowd-plan.ts'
import { LoadClient } from '../load-client/load-client.ts'
import type { DriveResult } from '../load-client/measurement.ts'
import { bytesOfRun } from '../load-client/native-dialogue.ts'
import { rest } from '../rest.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { rounded } from '../statistics.ts'
import { bareUws, gateway, type Subject } from '../subject.ts'
import { targetFigure, type TargetFigure } from '../target-figure.ts'

type OptionName = 'sessions' | 'parallel' | 'idle' | 'rate' | 'seconds' | 'still'
type Order = ScenarioOrder<OptionName>

interface Contender {
  readonly subject: Subject
  readonly env: Readonly<Record<string, string>>
  readonly crowd: Pick<CrowdPlan, 'protocol' | 'speech'>
  /** Resolves when every session sleeps. */
  readonly asleep: (origin: string) => Promise<void>
}

interface Row {
  readonly subject: string
  readonly sessions: number
  readonly rss_kb_per_session: number
  readonly rss_kb_above_control: number
  /** Before the first of them connected, and with all asleep. */
  readonly rss_mb: { readonly before: number; readonly asleep: number }
  /** All sessions pinged and none woken by it; null where nothing sleeps. */
  readonly pinged_asleep: number | null
  readonly wakes_per_s: number
  /** From the message to the first event of its answer. */
  readonly wake_p50_ms: number
  readonly wake_p99_ms: number
}

const name = 'hibernate'
const warmUpSessions = 50
/** How long sessions may take to fall asleep, besides the time after which they do. */
const asleepMs = 60_000
const content = 'What do plants need to grow?'

/** What a learner costs who is connected and has been silent for a while, and how fast the session is back. */
export const hibernate: Scenario<OptionName> = {
  name,
  summary: 'RSS per connected session that sleeps, above its bare socket, and how long waking it by a message takes.',
  control: bareUws.name,
  subjects: [bareUws.name, gateway.name],
  options: {
    sessions: { fallback: 15_000, bounds: loadBounds.connections, help: 'sessions connected at a time' },
    parallel: { fallback: 64, bounds: loadBounds.parallel, help: 'sessions that are being opened at a time' },
    idle: { fallback: 1_000, bounds: [50, 60_000], help: 'ms of silence after which a session falls asleep' },
    rate: { fallback: 200, bounds: loadBounds.rate, help: 'sessions woken per second' },
    seconds: { fallback: 20, bounds: loadBounds.seconds, help: 'how long sessions are being woken' },
    still: { fallback: 2, bounds: [0, 30], help: 'seconds that memory must hold still to be read' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  const rows: Row[] = []
  for (const contender of contenders(order).filter(({ subject }) => order.subjects.has(subject.name))) {
    order.signal.throwIfAborted()
    rows.push(await measure(contender, order, rows[0]))
  }
  const report = { scenario: name, control: bareUws.name, rows, skipped: [], targets: judge(rows) }
  return { report, table: makeTable(rows) }
}

function contenders({ numbers, signal }: Order): Contender[] {
  return [
    {
      subject: bareUws,
      env: {},
      crowd: { protocol: 'plain', speech: { kind: 'text', text: bytesOfRun(content) } },
      asleep: () => Promise.resolve(),
    },
    {
      subject: gateway,
      env: { AGENT: 'echo', STORE: 'sqlite', IDLE_MS: String(numbers.idle) },
      crowd: { protocol: 'tutor.v1', speech: { kind: 'text', text: content } },
      asleep: (origin) => fallenAsleep(origin, numbers.idle, signal),
    },
  ]
}

async function measure(contender: Contender, order: Order, control: Row | undefined): Promise<Row> {
  const { subject, env, crowd, asleep } = contender
  const { sessions, parallel, still } = order.numbers
  order.progress(`${subject.name}: starting`)
  await using server = await ServerProcess.start({ name: subject.name, command: [process.execPath, subject.file], env })
  await using client = new LoadClient(order.signal)
  const plan = { address: server.address, ...crowd, parallel }
  await openAndAsk(client, { ...plan, connections: Math.min(sessions, warmUpSessions) })
  await client.close()
  await rest(server, still, order.signal)
  const before = server.residentBytes()
  order.progress(`${subject.name}: opening ${sessions}`)
  await openAndAsk(client, { ...plan, connections: sessions })
  await asleep(server.origin)
  await rest(server, still, order.signal)
  const asleepBytes = server.residentBytes()
  await client.pingEach()
  if (subject === gateway) await requireAllAsleep(server.origin, sessions)
  order.progress(`${subject.name}: waking`)
  const woken = await wake(client, server, order)
  return makeRow(contender, { before, asleep: asleepBytes, sessions, woken }, control)
}

async function openAndAsk(client: LoadClient, plan: CrowdPlan): Promise<void> {
  await client.open(plan)
  await client.askEach()
  await client.pingEach()
}

/** In turn, so that with enough sessions each one asked has long been asleep. */
function wake(client: LoadClient, server: ServerProcess, { numbers }: Order): Promise<DriveResult> {
  const { rate, seconds } = numbers
  return client.drive({ pace: { kind: 'paced', perSecond: rate }, warmUpSeconds: 1, seconds, pid: server.pid })
}

async function fallenAsleep(origin: string, idleMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + idleMs + asleepMs
  for (;;) {
    const { sessions } = await readHealth(origin)
    if (sessions === 0) return
    if (performance.now() > deadline) throw new Error(`${sessions} sessions are awake where all should sleep.`)
    await wait(100, undefined, { signal })
  }
}

async function requireAllAsleep(origin: string, count: number): Promise<void> {
  const { sessions, asleep, connections } = await readHealth(origin)
  if (sessions > 0) throw new Error(`${sessions} sessions were woken by a ping.`)
  if (asleep !== count || connections !== count) {
    throw new Error(`The gateway has ${asleep} sleeping sessions and ${connections} connections where ${count} were opened.`)
  }
}

function makeRow(
  { subject }: Contender,
  { before, asleep, sessions, woken }: { before: number; asleep: number; sessions: number; woken: DriveResult },
  control: Row | undefined,
): Row {
  const perSession = rounded((asleep - before) / sessions / 1024, 2)
  return {
    subject: subject.name,
    sessions,
    rss_kb_per_session: perSession,
    rss_kb_above_control: rounded(perSession - (control?.rss_kb_per_session ?? perSession), 2),
    rss_mb: { before: megabytes(before), asleep: megabytes(asleep) },
    pinged_asleep: subject === gateway ? sessions : null,
    wakes_per_s: Math.round(woken.answered / woken.seconds),
    wake_p50_ms: rounded(woken.firstP50Ms, 3),
    wake_p99_ms: rounded(woken.firstP99Ms, 3),
  }
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1024 / 1024, 1)
}

function judge(rows: readonly Row[]): TargetFigure[] {
  return rows.slice(1).flatMap((row) => [
    targetFigure('RSS of a sleeping session above its bare socket, KB', row.rss_kb_above_control, 4),
    targetFigure('waking, p99 until the first event, ms', row.wake_p99_ms, 10),
  ])
}

function makeTable(rows: readonly Row[]): string[][] {
  const head = ['subject', 'sessions', 'RSS KB', 'above control', 'pinged asleep', 'wakes/s', 'wake p50 ms', 'p99 ms']
  const body = rows.map((row) => [
    row.subject,
    String(row.sessions),
    row.rss_kb_per_session.toFixed(2),
    row.rss_kb_above_control.toFixed(2),
    String(row.pinged_asleep ?? '-'),
    String(row.wakes_per_s),
    row.wake_p50_ms.toFixed(2),
    row.wake_p99_ms.toFixed(2),
  ])
  return [head, ...body]
}
