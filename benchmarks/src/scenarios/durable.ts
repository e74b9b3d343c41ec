import { LoadClient } from '../load-client/load-client.ts'
import type { DriveResult } from '../load-client/measurement.ts'
import { loadBounds, type CrowdPlan } from '../load-client/crowd-plan.ts'
import type { Outcome, Scenario, ScenarioOrder, Skipped } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { rounded } from '../statistics.ts'
import { bareUws, fastapi, gateway, type Subject } from '../subject.ts'
import { targetFigure, type TargetFigure } from '../target-figure.ts'
import { describeDrive, makeRows, makeTable, rotated, type EchoRow } from './echo-report.ts'

type OptionName = 'warmups' | 'rounds' | 'seconds' | 'connections' | 'many' | 'bytes'
type Order = ScenarioOrder<OptionName>
type Numbers = Order['numbers']

interface Challenge {
  readonly name: string
  readonly subject: Subject
  readonly env: Readonly<Record<string, string>>
  readonly protocol: CrowdPlan['protocol']
  readonly connections: number
}

interface Contender {
  readonly name: string
  readonly server: ServerProcess
  readonly client: LoadClient
  readonly results: DriveResult[]
}

const name = 'durable'
const ours = 'ours-durable'
const oursMany = 'ours-durable-many'
const warmUpShare = 1 / 3
const gatewayEnv = { AGENT: 'echo', STORE: 'sqlite', IDLE_MS: '3600000' }

/** What it costs that question and answer are on disk before anybody sees them. */
export const durable: Scenario<OptionName> = {
  name,
  summary: 'Server CPU per echoed message that is journalled before it is shown, with few and with many sessions awake.',
  control: bareUws.name,
  subjects: [bareUws.name, fastapi.name, ours, oursMany],
  options: {
    warmups: { fallback: 3, bounds: [0, 100], help: 'rounds before those that count, until the code is compiled' },
    rounds: { fallback: 5, bounds: [1, 100], help: 'rounds; each measures every subject once' },
    seconds: { fallback: 2, bounds: loadBounds.seconds, help: 'length of one measurement' },
    connections: { fallback: 200, bounds: loadBounds.connections, help: 'connections that ask at a time' },
    many: { fallback: 5_000, bounds: loadBounds.connections, help: `awake sessions of ${oursMany}` },
    bytes: { fallback: 64, bounds: loadBounds.bytes, help: 'length of a message' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  await using cleanup = new AsyncDisposableStack()
  const { contenders, skipped } = await startContenders(order, cleanup)
  for (let round = -order.numbers.warmups; round < order.numbers.rounds; round++) {
    for (const contender of rotated(contenders, Math.max(0, round))) {
      const result = await drive(contender, order.numbers)
      if (round >= 0) contender.results.push(result)
      const label = round < 0 ? 'warming up' : `round ${round + 1} of ${order.numbers.rounds}`
      order.progress(`${label}: ${contender.name} ${describeDrive(result)}`)
    }
  }
  const rows = makeRows(contenders.map((contender) => ({ ...contender, subject: contender.name })))
  const report = { scenario: name, control: bareUws.name, rows, skipped, targets: judge(rows) }
  return { report, table: makeTable(rows) }
}

function challenges({ connections, many }: Numbers): Challenge[] {
  return [
    { name: bareUws.name, subject: bareUws, env: {}, protocol: 'plain', connections },
    { name: fastapi.name, subject: fastapi, env: {}, protocol: 'plain', connections },
    { name: ours, subject: gateway, env: gatewayEnv, protocol: 'tutor.v1', connections },
    { name: oursMany, subject: gateway, env: gatewayEnv, protocol: 'tutor.v1', connections: many },
  ]
}

/** Every server keeps its connections, and a load client of its own for them, over all rounds. */
async function startContenders(order: Order, cleanup: AsyncDisposableStack) {
  const contenders: Contender[] = []
  const skipped: Skipped[] = []
  for (const challenge of challenges(order.numbers).filter((each) => order.subjects.has(each.name))) {
    const runtime = await challenge.subject.findRuntime()
    if (runtime.kind === 'missing') {
      order.progress(`skipping ${challenge.name}: ${runtime.reason}`)
      skipped.push({ subject: challenge.name, reason: runtime.reason })
      continue
    }
    const { name: subject, protocol, connections, env } = challenge
    order.progress(`starting ${subject}, ${connections} connections`)
    const command = [runtime.path, challenge.subject.file] as const
    const server = cleanup.use(await ServerProcess.start({ name: subject, command, env }))
    const client = cleanup.use(new LoadClient(order.signal))
    const speech = { kind: 'canary', bytes: order.numbers.bytes } as const
    await client.open({ address: server.address, protocol, speech, connections, parallel: 50 })
    await client.askEach()
    contenders.push({ name: subject, server, client, results: [] })
  }
  return { contenders, skipped }
}

/** As many connections ask at a time whatever the number of sessions, so that only that number makes a difference. */
function drive({ server, client }: Contender, { connections, seconds }: Numbers): Promise<DriveResult> {
  const pace = { kind: 'closed', asking: connections } as const
  return client.drive({ pace, warmUpSeconds: seconds * warmUpShare, seconds, pid: server.pid })
}

function judge(rows: readonly EchoRow[]): TargetFigure[] {
  const ratioOf = (subject: string): number | undefined => rows.find((row) => row.subject === subject)?.ratio
  const [few, many, original] = [ratioOf(ours), ratioOf(oursMany), ratioOf(fastapi.name)]
  if (few === undefined) return []
  const targets = [targetFigure(`${ours}, CPU against ${bareUws.name}`, few, 4.2)]
  if (original !== undefined) targets.push(targetFigure(`${ours}, CPU against ${bareUws.name}, where ${fastapi.name} takes`, few, original))
  if (many !== undefined) targets.push(targetFigure(`${oursMany}, CPU against ${ours}`, rounded(many / few, 2), 1.2))
  return targets
}
