import { loadBounds } from '../load-client/crowd-plan.ts'
import { LoadClient } from '../load-client/load-client.ts'
import type { Outcome, Scenario, ScenarioOrder } from '../scenario.ts'
import { ServerProcess } from '../server-process.ts'
import { supervisor } from '../subject.ts'
import { countLost } from './count-lost.ts'
import { rotated } from './echo-report.ts'
import { judge, makeRow, makeTable, type Disturbance } from './noisy-neighbour-report.ts'

type OptionName = 'rounds' | 'sessions' | 'rate' | 'warmup' | 'quiet' | 'seconds'
type Order = ScenarioOrder<OptionName>

interface Offender {
  readonly name: string
  /** A command of the faulty agent. */
  readonly offence: string | undefined
  readonly disturbances: Disturbance[]
}

const name = 'noisy-neighbour'
const control = 'none'
const offences: Readonly<Record<string, string | undefined>> = {
  [control]: undefined,
  throw: 'throw',
  reject: 'reject',
  crash: 'crash 50',
  loop: 'loop',
  regex: 'regex',
  block: 'block',
  heap: 'heap',
  buffers: 'buffers',
  array: 'array',
}
const env = { AGENT: 'faulty', STORE: 'sqlite', THREADS: '2', IDLE_MS: '3600000' }

/** What quiet learners notice of one that does harm, on its thread and on another. */
export const noisyNeighbour: Scenario<OptionName> = {
  name,
  summary: 'Latency of quiet sessions beside one that loops, throws, or eats memory: on its thread and on another.',
  control,
  subjects: Object.keys(offences),
  options: {
    rounds: { fallback: 1, bounds: [1, 100], help: 'rounds; each has every offender once, on a server of its own' },
    sessions: { fallback: 40, bounds: [1, 2_000], help: 'quiet sessions on each of the two threads' },
    rate: { fallback: 200, bounds: loadBounds.rate, help: 'messages per second on each thread' },
    warmup: { fallback: 5, bounds: loadBounds.warmUpSeconds, help: 'seconds before any phase' },
    quiet: { fallback: 5, bounds: loadBounds.seconds, help: 'seconds of the phases before and after' },
    seconds: { fallback: 12, bounds: loadBounds.seconds, help: 'seconds of the phase that begins with the offence' },
  },
  run,
}

async function run(order: Order): Promise<Outcome> {
  const offenders: Offender[] = Object.entries(offences)
    .filter(([offender]) => order.subjects.has(offender))
    .map(([offender, offence]) => ({ name: offender, offence, disturbances: [] }))
  for (let round = 0; round < order.numbers.rounds; round++) {
    for (const offender of rotated(offenders, round)) {
      order.progress(`round ${round + 1} of ${order.numbers.rounds}: ${offender.name}`)
      offender.disturbances.push(await disturb(offender, order))
    }
  }
  const rows = offenders.map((offender) => makeRow(offender.name, offender.disturbances))
  return { report: { scenario: name, control, rows, skipped: [], targets: judge(rows) }, table: makeTable(rows) }
}

/** On a server of its own: an offender leaves its thread, and the sessions on it are put elsewhere. */
async function disturb({ name: offender, offence }: Offender, order: Order): Promise<Disturbance> {
  const command = [process.execPath, supervisor.file] as const
  await using server = await ServerProcess.start({ name: supervisor.name, command, env })
  await using client = new LoadClient(order.signal)
  const { sessions, rate: perSecond, warmup: warmUpSeconds, quiet: quietSeconds, seconds } = order.numbers
  const plan = { address: server.address, offence, sessions, perSecond, warmUpSeconds, quietSeconds, seconds }
  const result = await client.disturb(plan)
  if (result.firstWrong !== undefined) order.progress(`${offender}: ${result.failed} failed, the first: ${result.firstWrong}`)
  return { ...result, lost: result.failed + (await countLost(server.origin, result.answered)) }
}
