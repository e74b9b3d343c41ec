import { setTimeout as wait } from 'node:timers/promises'
import { TutorConnection, uploadDocument } from '@tutor/client'
import { lessonQuestions, sampleLesson } from '@tutor/testkit'
import { NativeDialogue } from '../load-client/native-dialogue.ts'
import { spreadOf } from '../load-client/spread.ts'
import { SteadyTraffic } from '../load-client/steady-traffic.ts'
import { Talk } from '../load-client/talk.ts'
import { parseTarget } from '../load-client/target.ts'
import { threadCpuNanoseconds } from '../process-usage.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { rounded } from '../statistics.ts'
import { gateway } from '../subject.ts'
import { targetFigure } from '../target-figure.ts'
import { prepareArrivals } from './arrivals.ts'
import { say } from './say.ts'

type OptionName = 'pages' | 'turns' | 'pdf' | 'uploads' | 'neighbours' | 'seconds'
type Order = ScenarioOrder<OptionName>

interface Row {
  readonly subject: string
  readonly turns: number
  /** CPU of the busiest thread beside the main one, which is the session's: there is one. Null where readers may be busier. */
  readonly session_cpu_ms: number | null
  readonly p50_ms: number
  readonly p99_ms: number
}

const name = 'documents'
const control = 'no-retrieval'
const subjects = [control, 'retrieval', 'neighbours-quiet', 'neighbours-beside', 'neighbours-upload'] as const
/** One session thread, so that all sessions share it. */
const env = { AGENT: 'tutor', STORE: 'sqlite', THREADS: '1', IDLE_MS: '3600000' }
const warmUpTurns = 30
/** Messages a second of each neighbour. */
const neighbourRate = 10
/** How long its last answers may take. */
const drainSeconds = 30

/** What questions to a large document cost, and what its arrival costs those who share the thread. */
export const documents: Scenario<OptionName> = {
  name,
  summary: 'Questions to a document of many pages, and what neighbours on the thread notice while PDFs arrive.',
  control,
  subjects,
  options: {
    pages: { fallback: 1_000, bounds: [1, 5_000], help: 'pages of the document that is asked, 2,000 characters each' },
    turns: { fallback: 200, bounds: [10, 10_000], help: 'questions, one after the other' },
    pdf: { fallback: 300, bounds: [1, 1_000], help: 'pages of the PDF that arrives' },
    uploads: { fallback: 6, bounds: [1, 100], help: 'such PDFs, one after the other, each for another learner' },
    neighbours: { fallback: 10, bounds: [1, 200], help: 'sessions on the same thread, each with ten messages a second' },
    seconds: { fallback: 10, bounds: [1, 600], help: 'seconds in which the neighbours are watched without the PDF' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  const command = [process.execPath, gateway.file] as const
  await using server = await ServerProcess.start({ name: gateway.name, command, env })
  const asked = await askedRows(server, order)
  const { rows: neighbours, searchableMs } = await neighbourRows(server, order)
  const rows = [...asked, ...neighbours]
  const of = (subject: string): Row => rows.find((row) => row.subject === subject)!
  const slower = (subject: string): number => rounded(of(subject).p99_ms / of('neighbours-quiet').p99_ms, 2)
  return {
    report: {
      scenario: name,
      control,
      rows,
      skipped: [],
      targets: [
        targetFigure(`session CPU of a turn over ${order.numbers.pages} pages, ms`, of('retrieval').session_cpu_ms ?? NaN, 15),
        targetFigure(`p99 of a turn over ${order.numbers.pages} pages, ms`, of('retrieval').p99_ms, 50),
        targetFigure(`PDF of ${order.numbers.pdf} pages searchable, the slowest, s`, rounded(searchableMs / 1000, 2), 10),
        targetFigure("neighbours' p99 while they arrive, times their own", slower('neighbours-upload'), 1.2),
        targetFigure("neighbours' p99 while another program reads as many, times their own", slower('neighbours-beside'), 1.2),
      ],
    },
    table: [['subject', 'turns', 'session cpu ms', 'p50 ms', 'p99 ms'], ...rows.map((row) => [row.subject, String(row.turns), String(row.session_cpu_ms ?? '-'), String(row.p50_ms), String(row.p99_ms)])],
  }
}

/** Turns that look nothing up, then questions to the document, on the same connection. */
async function askedRows(server: ServerProcess, order: Order): Promise<readonly Row[]> {
  const { numbers, signal } = order
  const reader = await TutorConnection.open(`${server.address}reader`, { signal })
  order.progress(`adding a document of ${numbers.pages} pages`)
  await uploadDocument(reader, { name: 'long.txt', bytes: Buffer.from(longText(numbers.pages)) })
  const rows: Row[] = []
  for (const [subject, ask] of [[control, () => '/mode'], ['retrieval', (turn: number) => lessonQuestions[turn % lessonQuestions.length]![0]]] as const) {
    order.progress(`${subject}: ${numbers.turns} turns`)
    for (let turn = 0; turn < warmUpTurns; turn++) await say(reader, ask(turn))
    const before = threadCpuNanoseconds(server.pid)
    const times: number[] = []
    for (let turn = 0; turn < numbers.turns; turn++) times.push(await say(reader, ask(turn)))
    rows.push({ subject, turns: times.length, session_cpu_ms: rounded(busiestMs(server.pid, before) / times.length, 2), ...latencies(times) })
  }
  await reader.close()
  return rows
}

/** Neighbours that send while nothing else happens, while another program reads PDFs, and while they arrive for others. */
async function neighbourRows(server: ServerProcess, order: Order): Promise<{ readonly rows: readonly Row[]; readonly searchableMs: number }> {
  const { numbers, signal } = order
  const neighbours = await Promise.all(Array.from({ length: numbers.neighbours }, (_, index) => openNeighbour(server, `neighbour-${index}`)))
  const plan = { count: numbers.uploads, pages: numbers.pdf }
  using beside = await prepareArrivals({ ...plan, address: undefined }, signal)
  using uploads = await prepareArrivals({ ...plan, address: server.address }, signal)
  await watch('warm-up', neighbours, wait(2_000))
  order.progress(`neighbours alone: ${numbers.seconds} s`)
  const quiet = await watch('neighbours-quiet', neighbours, wait(1000 * numbers.seconds))
  order.progress(`another program reads ${numbers.uploads} PDFs of ${numbers.pdf} pages`)
  const crowded = await watch('neighbours-beside', neighbours, beside.begin())
  order.progress(`${numbers.uploads} PDFs of ${numbers.pdf} pages arrive`)
  const arriving = uploads.begin()
  const busy = await watch('neighbours-upload', neighbours, arriving)
  await Promise.all(neighbours.map((each) => each.close()))
  return { rows: [quiet, crowded, busy], searchableMs: Math.max(...(await arriving)) }
}

function openNeighbour({ address }: ServerProcess, clientId: string): Promise<Talk> {
  const fail = (why: string): never => {
    throw new Error(`${clientId}: ${why}`)
  }
  const listener = { wrong: fail, back: () => fail('its session was opened anew'), lost: (lost: Error) => fail(lost.message) }
  return Talk.open({ target: parseTarget(address), clientId }, new NativeDialogue(clientId, { kind: 'text', text: '/mode' }), listener)
}

/** Has the neighbours send, evenly and whatever becomes of their answers, until something is over. */
async function watch(subject: string, neighbours: readonly Talk[], until: Promise<unknown>): Promise<Row> {
  const traffic = new SteadyTraffic(neighbours, neighbourRate * neighbours.length, 'ask')
  const times = traffic.window()
  await until
  const missing = await traffic.stop(drainSeconds)
  if (missing > 0) throw new Error(`${missing} messages of neighbours were not answered within ${drainSeconds} s.`)
  const { p50Ms, p99Ms } = spreadOf(times)
  return { subject, turns: times.count, session_cpu_ms: null, p50_ms: rounded(p50Ms, 2), p99_ms: rounded(p99Ms, 2) }
}

function longText(pages: number): string {
  const page = (index: number): string => `# Section ${index}\n\n${sampleLesson[index % sampleLesson.length]!.join('\n')}`.slice(0, 1_980) + `\nsection${index}\n\n`
  return Array.from({ length: pages }, (_, index) => page(index)).join('')
}

function busiestMs(pid: number, before: ReadonlyMap<number, number>): number {
  const spent = [...threadCpuNanoseconds(pid)].map(([thread, now]) => (thread === pid ? 0 : now - (before.get(thread) ?? 0)))
  return Math.max(...spent) / 1e6
}

function latencies(times: readonly number[]): Pick<Row, 'p50_ms' | 'p99_ms'> {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN, 2)
  return { p50_ms: at(0.5), p99_ms: at(0.99) }
}
