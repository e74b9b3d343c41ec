import { LoadClient } from '../load-client/load-client.ts'
import type { DriveResult } from '../load-client/measurement.ts'
import { loadBounds } from '../load-client/crowd-plan.ts'
import type { Outcome, Scenario, ScenarioOrder, Skipped } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { median, rounded } from '../statistics.ts'
import { bareUws, subjects } from '../subject.ts'

type OptionName = 'warmups' | 'rounds' | 'seconds' | 'connections' | 'bytes' | 'rate'
type Order = ScenarioOrder<OptionName>
type Numbers = Order['numbers']

interface Contender {
  readonly name: string
  readonly server: ServerProcess
  readonly rounds: Round[]
}

interface Round {
  readonly closed: DriveResult
  readonly paced: DriveResult
}

interface Row {
  readonly subject: string
  readonly cpu_us_per_message: { readonly min: number; readonly median: number }
  readonly ratio: number
  readonly messages_per_s: number
  readonly p50_ms: number
  readonly p99_ms: number
}

const name = 'isolation-tax'
/** Of the length of a measurement. */
const warmUpShare = 1 / 3

/** What an echo costs the server: bare, and through ever more of what keeps learners apart. */
export const isolationTax: Scenario<OptionName> = {
  name,
  summary: 'Server CPU per echoed message, against bare uWebSockets.js: saturated, and paced.',
  control: bareUws.name,
  subjects: subjects.map((subject) => subject.name),
  options: {
    warmups: { fallback: 3, bounds: [0, 100], help: 'rounds before those that count, until the code is compiled' },
    rounds: { fallback: 5, bounds: [1, 100], help: 'rounds; each measures every subject once' },
    seconds: { fallback: 1.5, bounds: loadBounds.seconds, help: 'length of one measurement' },
    connections: { fallback: 200, bounds: loadBounds.connections, help: 'connections to the subject' },
    bytes: { fallback: 64, bounds: loadBounds.bytes, help: 'length of a message' },
    rate: { fallback: 1000, bounds: loadBounds.rate, help: 'messages per second in all, when paced' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  await using cleanup = new AsyncDisposableStack()
  const { contenders, skipped } = await startContenders(order, cleanup)
  const client = cleanup.use(new LoadClient(order.signal))
  for (let round = 0; round < order.numbers.warmups; round++) {
    order.progress(`warming up, round ${round + 1} of ${order.numbers.warmups}`)
    for (const { server } of contenders) await measure(server, client, order.numbers)
  }
  for (let round = 0; round < order.numbers.rounds; round++) {
    for (const contender of rotated(contenders, round)) {
      const result = await measure(contender.server, client, order.numbers)
      contender.rounds.push(result)
      order.progress(`round ${round + 1} of ${order.numbers.rounds}: ${contender.name} ${describeRound(result)}`)
    }
  }
  const rows = [...makeRows(contenders, 'closed'), ...makeRows(contenders, 'paced')]
  return { report: { scenario: name, control: bareUws.name, rows, skipped }, table: makeTable(rows) }
}

async function startContenders(order: Order, cleanup: AsyncDisposableStack) {
  const contenders: Contender[] = []
  const skipped: Skipped[] = []
  for (const subject of subjects.filter((candidate) => order.subjects.has(candidate.name))) {
    const runtime = await subject.findRuntime()
    if (runtime.kind === 'missing') {
      order.progress(`skipping ${subject.name}: ${runtime.reason}`)
      skipped.push({ subject: subject.name, reason: runtime.reason })
      continue
    }
    order.progress(`starting ${subject.name}`)
    const command = [runtime.path, subject.file] as const
    const server = cleanup.use(await ServerProcess.start({ name: subject.name, command, env: { AGENT: 'echo' } }))
    contenders.push({ name: subject.name, server, rounds: [] })
  }
  return { contenders, skipped }
}

/** Both measurements on the same connections. */
async function measure(server: ServerProcess, client: LoadClient, numbers: Numbers): Promise<Round> {
  const { connections, bytes, seconds, rate } = numbers
  const speech = { kind: 'canary', bytes } as const
  await client.open({ address: server.address, protocol: 'plain', speech, connections, parallel: 50 })
  const plan = { warmUpSeconds: seconds * warmUpShare, seconds, pid: server.pid }
  const closed = await client.drive({ ...plan, pace: { kind: 'closed' } })
  const paced = await client.drive({ ...plan, pace: { kind: 'paced', perSecond: rate } })
  await client.close()
  return { closed, paced }
}

/** Another subject begins every round: none always has the cool machine, or the same neighbour before it. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

function makeRows(contenders: readonly Contender[], kind: 'closed' | 'paced'): Row[] {
  const control = contenders.find((contender) => contender.name === bareUws.name)
  const controlCpu = median(control?.rounds.map((round) => cpuPerMessage(round[kind])) ?? [])
  return contenders.map((contender) => {
    const results = contender.rounds.map((round) => round[kind])
    const cpu = results.map(cpuPerMessage)
    return {
      subject: kind === 'paced' ? `${contender.name}-paced` : contender.name,
      cpu_us_per_message: { min: rounded(Math.min(...cpu), 2), median: rounded(median(cpu), 2) },
      ratio: rounded(median(cpu) / controlCpu, 2),
      messages_per_s: Math.round(median(results.map((result) => result.answered / result.seconds))),
      p50_ms: rounded(median(results.map((result) => result.p50Ms)), 3),
      p99_ms: rounded(median(results.map((result) => result.p99Ms)), 3),
    }
  })
}

function cpuPerMessage(result: DriveResult): number {
  return result.serverCpuUs / result.answered
}

function makeTable(rows: readonly Row[]): string[][] {
  const head = ['subject', 'us/msg min', 'median', 'ratio', 'msg/s', 'p50 ms', 'p99 ms']
  const body = rows.map(
    ({ subject, cpu_us_per_message: { min, median: middle }, ratio, messages_per_s, p50_ms, p99_ms }) => [
      subject,
      min.toFixed(2),
      middle.toFixed(2),
      ratio.toFixed(2),
      String(messages_per_s),
      p50_ms.toFixed(2),
      p99_ms.toFixed(2),
    ],
  )
  return [head, ...body]
}

function describeRound({ closed, paced }: Round): string {
  return `${describeDrive(closed)}, paced ${describeDrive(paced)}`
}

function describeDrive(result: DriveResult): string {
  const rate = Math.round(result.answered / result.seconds)
  const clientShare = Math.round(result.clientCpuUs / result.seconds / 1e4)
  return `${cpuPerMessage(result).toFixed(1)} us at ${rate}/s (client at ${clientShare} % of a core)`
}
