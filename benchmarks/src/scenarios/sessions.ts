import { setTimeout as wait } from 'node:timers/promises'
import { encodeClientMessage } from '@tutor/protocol'
import { readHealth, type Health } from '../health.ts'
import { loadBounds, type CrowdPlan } from '../load-client/crowd-plan.ts'
import { LoadClient } from '../load-client/load-client.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { rounded } from '../statistics.ts'
import { bareUws, gateway, type Subject } from '../subject.ts'

type OptionName = 'sessions' | 'threads' | 'parallel'
type Order = ScenarioOrder<OptionName>

interface Contender {
  readonly subject: Subject
  readonly env: Readonly<Record<string, string>>
  readonly crowd: Pick<CrowdPlan, 'protocol' | 'speech'>
  readHealth(origin: string): Promise<Health | undefined>
}

/** The server's memory at one moment, when it has come to rest. */
interface Rest {
  readonly residentBytes: number
  readonly health: Health | undefined
}

interface Measured {
  readonly connectCpuMs: number
  readonly turnCpuMs: number
  readonly start: Rest
  readonly open: Rest
  readonly closed: Rest
}

interface Row {
  readonly subject: string
  readonly sessions: number
  /** Handshake, greeting and first turn. */
  readonly cpu_ms_per_open: number
  readonly cpu_ms: { readonly connect: number; readonly first_turn: number }
  readonly rss_kb_per_session: number
  readonly rss_kb_above_control: number
  readonly heap_kb_per_session: number | null
  readonly rss_mb: { readonly start: number; readonly open: number; readonly closed: number }
  readonly left: { readonly rss_percent: number; readonly sessions: number | null; readonly connections: number | null }
}

const name = 'sessions'
/** Enough to load on every thread what is loaded on first use. */
const warmUpSessions = 50
const restMs = 500
const restReadings = 40

/** Answered by the Orchestrator itself, from what its MCP client gets of `doc.list`. */
const content = '/documents'
const sameBytes = encodeClientMessage({ type: 'run', runId: 'run-1', message: { id: 'message-1', content } })

/** What a learner's session costs while it is awake, and whether all of it is given back. */
export const sessions: Scenario<OptionName> = {
  name,
  summary: 'CPU, RSS and heap per awake session with its MCP server and agents, and what is left after closing all.',
  control: bareUws.name,
  subjects: [bareUws.name, gateway.name],
  options: {
    sessions: { fallback: 10_000, bounds: loadBounds.connections, help: 'sessions open at a time' },
    threads: { fallback: 2, bounds: [1, 64], help: 'session threads of the gateway' },
    parallel: { fallback: 64, bounds: loadBounds.parallel, help: 'sessions that are being opened at a time' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  const rows: Row[] = []
  for (const contender of contenders(order).filter(({ subject }) => order.subjects.has(subject.name))) {
    order.signal.throwIfAborted()
    const measured = await measure(contender, order)
    rows.push(makeRow(contender.subject.name, measured, { sessions: order.numbers.sessions, control: rows[0] }))
  }
  return { report: { scenario: name, control: bareUws.name, rows, skipped: [] }, table: makeTable(rows) }
}

/** The control echoes the bytes that a native client sends, so that both kinds of sockets have had the same traffic. */
function contenders({ numbers }: Order): Contender[] {
  return [
    {
      subject: bareUws,
      env: {},
      crowd: { protocol: 'plain', speech: { kind: 'text', text: sameBytes } },
      readHealth: () => Promise.resolve(undefined),
    },
    {
      subject: gateway,
      env: { AGENT: 'tutor', THREADS: String(numbers.threads) },
      crowd: { protocol: 'tutor.v1', speech: { kind: 'text', text: content } },
      readHealth,
    },
  ]
}

async function measure(contender: Contender, order: Order): Promise<Measured> {
  const { subject, env } = contender
  const { sessions: count, parallel } = order.numbers
  const progress = (what: string): void => order.progress(`${subject.name}: ${what}`)
  progress('starting')
  await using server = await ServerProcess.start({ name: subject.name, command: [process.execPath, subject.file], env })
  await using client = new LoadClient(order.signal)
  const plan = { address: server.address, ...contender.crowd, parallel }

  await client.open({ ...plan, connections: Math.min(count, warmUpSessions) })
  await client.askEach()
  await client.close()
  const start = await rest(server, contender, order.signal)
  progress(`opening ${count}`)
  const before = server.cpuMs()
  await client.open({ ...plan, connections: count })
  const connected = server.cpuMs()
  await client.askEach()
  const turned = server.cpuMs()
  await client.pingEach()
  const open = await rest(server, contender, order.signal)
  requireAllThere(open, count)
  progress('closing')
  await client.close()
  const closed = await rest(server, contender, order.signal)
  return { connectCpuMs: connected - before, turnCpuMs: turned - connected, start, open, closed }
}

/** Waits until memory moves by less than 0.5 % in 2 s, 20 s at most: allocators and collectors give back late. */
async function rest(server: ServerProcess, { readHealth: read }: Contender, signal: AbortSignal): Promise<Rest> {
  const readings: number[] = []
  for (let reading = 0; reading < restReadings; reading++) {
    await wait(restMs, undefined, { signal })
    readings.push(server.residentBytes())
    const last = readings.slice(-4)
    if (last.length === 4 && Math.max(...last) - Math.min(...last) < 0.005 * Math.max(...last)) break
  }
  return { residentBytes: server.residentBytes(), health: await read(server.origin) }
}

function requireAllThere({ health }: Rest, count: number): void {
  if (health === undefined || health.sessions === count) return
  throw new Error(`The gateway says ${health.sessions} sessions are awake where ${count} were opened.`)
}

function makeRow(
  subject: string,
  { connectCpuMs, turnCpuMs, start, open, closed }: Measured,
  { sessions: count, control }: { readonly sessions: number; readonly control: Row | undefined },
): Row {
  const rssPerSession = rounded((open.residentBytes - start.residentBytes) / count / 1024, 2)
  return {
    subject,
    sessions: count,
    cpu_ms_per_open: rounded((connectCpuMs + turnCpuMs) / count, 3),
    cpu_ms: { connect: rounded(connectCpuMs / count, 3), first_turn: rounded(turnCpuMs / count, 3) },
    rss_kb_per_session: rssPerSession,
    rss_kb_above_control: rounded(rssPerSession - (control?.rss_kb_per_session ?? rssPerSession), 2),
    heap_kb_per_session: heapPerSession(start.health, open.health, count),
    rss_mb: { start: megabytes(start), open: megabytes(open), closed: megabytes(closed) },
    left: {
      rss_percent: rounded((closed.residentBytes / start.residentBytes - 1) * 100, 1),
      sessions: closed.health?.sessions ?? null,
      connections: closed.health?.connections ?? null,
    },
  }
}

function heapPerSession(start: Health | undefined, open: Health | undefined, count: number): number | null {
  if (start === undefined || open === undefined) return null
  return rounded((open.heapBytes - start.heapBytes) / count / 1024, 2)
}

function megabytes({ residentBytes }: Rest): number {
  return rounded(residentBytes / 1024 / 1024, 1)
}

function makeTable(rows: readonly Row[]): string[][] {
  const head = [
    'subject',
    'ms CPU/open',
    'connect',
    '1st turn',
    'RSS KB',
    'above control',
    'heap KB',
    'left RSS',
    'sessions',
    'connections',
  ]
  const body = rows.map((row) => [
    row.subject,
    row.cpu_ms_per_open.toFixed(3),
    row.cpu_ms.connect.toFixed(3),
    row.cpu_ms.first_turn.toFixed(3),
    row.rss_kb_per_session.toFixed(1),
    row.rss_kb_above_control.toFixed(1),
    row.heap_kb_per_session?.toFixed(1) ?? '-',
    `${row.left.rss_percent.toFixed(1)} %`,
    String(row.left.sessions ?? '-'),
    String(row.left.connections ?? '-'),
  ])
  return [head, ...body]
}
