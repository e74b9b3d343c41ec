import { LoadClient } from '../load-client/load-client.ts'
import type { DriveResult } from '../load-client/measurement.ts'
import { loadBounds } from '../load-client/crowd-plan.ts'
import type { Outcome, Scenario, ScenarioOrder, Skipped } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { bareUws, gateway, subjects } from '../subject.ts'
import { describeDrive, makeRows, makeTable, rotated } from './echo-report.ts'

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

const name = 'isolation-tax'
/** No other subject keeps anything; what durability costs is the question of `durable`. */
const gatewayEnv = { AGENT: 'echo', STORE: 'memory' }
/** Of the length of a measurement. */
const warmUpShare = 1 / 3

/** What an echo costs the server: bare, and through ever more of what keeps learners apart. */
export const isolationTax: Scenario<OptionName> = {
  name,
  summary: 'Server CPU per echoed message, against bare uWebSockets.js: saturated, and paced. Nothing is kept (STORE=memory).',
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
  const closed = contenders.map(({ name: subject, rounds }) => ({ subject, results: rounds.map((each) => each.closed) }))
  const paced = contenders.map(({ name: subject, rounds }) => ({
    subject: `${subject}-paced`,
    results: rounds.map((each) => each.paced),
  }))
  const rows = [...makeRows(closed), ...makeRows(paced)]
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
    const env = subject === gateway ? gatewayEnv : {}
    const server = cleanup.use(await ServerProcess.start({ name: subject.name, command, env }))
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

function describeRound({ closed, paced }: Round): string {
  return `${describeDrive(closed)}, paced ${describeDrive(paced)}`
}
