import { setTimeout as wait } from 'node:timers/promises'
import { readHealth, type Health } from '../health.ts'
import { loadBounds, type CrowdPlan } from '../load-client/crowd-plan.ts'
import { LoadClient } from '../load-client/load-client.ts'
import { bytesOfRun } from '../load-client/native-dialogue.ts'
import { rest } from '../rest.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { makeRow, makeTable, type Measured, type OpeningCpu, type Rest, type Row } from './sessions-report.ts'
import { bareUws, gateway, type Subject } from '../subject.ts'

type OptionName = 'sessions' | 'threads' | 'parallel' | 'still'
type Order = ScenarioOrder<OptionName>

interface Contender {
  readonly subject: Subject
  readonly env: Readonly<Record<string, string>>
  readonly crowd: Pick<CrowdPlan, 'protocol' | 'speech'>
  readonly readHealth: (origin: string) => Promise<Health | undefined>
}

const name = 'sessions'
/** Enough to load on every thread what is loaded on first use. */
const warmUpSessions = 50
const emptyMs = 10_000
/** No session falls asleep while it is measured. */
const neverIdleMs = '3600000'

/** Answered by the Orchestrator itself, from what its MCP client gets of `doc.list`. */
const content = '/documents'
const sameBytes = bytesOfRun(content)

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
    still: { fallback: 2, bounds: [0, 30], help: 'seconds that memory must hold still to be read' },
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
      env: { AGENT: 'tutor', THREADS: String(numbers.threads), STORE: 'memory', IDLE_MS: neverIdleMs },
      crowd: { protocol: 'tutor.v1', speech: { kind: 'text', text: content } },
      readHealth,
    },
  ]
}

async function measure(contender: Contender, order: Order): Promise<Measured> {
  const { subject, env, crowd } = contender
  const { sessions: count, parallel, still } = order.numbers
  order.progress(`${subject.name}: starting`)
  await using server = await ServerProcess.start({ name: subject.name, command: [process.execPath, subject.file], env })
  await using client = new LoadClient(order.signal)
  const plan = { address: server.address, ...crowd, parallel }
  const readAtRest = async (): Promise<Rest> => {
    await rest(server, still, order.signal)
    return { residentBytes: server.residentBytes(), health: await contender.readHealth(server.origin) }
  }

  await openAll(client, { ...plan, connections: Math.min(count, warmUpSessions) })
  await client.close()
  const start = await readAtRest()
  order.progress(`${subject.name}: opening ${count}`)
  const cpu = await openAll(client, { ...plan, connections: count }, () => server.cpuMs())
  const open = await readAtRest()
  requireAllThere(open, count)
  await client.close()
  await emptied(server, contender, order.signal)
  const closed = await readAtRest()
  order.progress(`${subject.name}: once more`)
  await openAll(client, { ...plan, connections: count })
  await client.close()
  await emptied(server, contender, order.signal)
  return { cpu, start, open, closed, closedAgain: await readAtRest() }
}

/** Opens all, and gives each its first turn. */
async function openAll(client: LoadClient, plan: CrowdPlan, readCpuMs = (): number => 0): Promise<OpeningCpu> {
  const before = readCpuMs()
  await client.open(plan)
  const connected = readCpuMs()
  await client.askEach()
  const turned = readCpuMs()
  await client.pingEach()
  return { connectMs: connected - before, turnMs: turned - connected }
}

/** A session ends a moment after its socket. What is not gone in time is left, and is reported as that. */
async function emptied(server: ServerProcess, { readHealth: read }: Contender, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + emptyMs
  while (performance.now() < deadline) {
    const health = await read(server.origin)
    if (health === undefined || health.sessions + health.connections === 0) return
    await wait(50, undefined, { signal })
  }
}

function requireAllThere({ health }: Rest, count: number): void {
  if (health === undefined || health.sessions === count) return
  throw new Error(`The gateway says ${health.sessions} sessions are awake where ${count} were opened.`)
}
