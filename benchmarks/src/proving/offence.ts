import { EventType } from '@tutor/protocol'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProofOrder } from '../proof.ts'
import { Company } from './company.ts'
import type { GatewayUnderTest } from './gateway-under-test.ts'
import { Learner, type Loss } from './learner.ts'
import type { Entry } from './transcript.ts'
import { within } from './within.ts'

export interface OffencePlan {
  /** Its agent is the faulty one. */
  readonly gateway: GatewayUnderTest
  readonly order: Pick<ProofOrder, 'findings' | 'random'>
  /** Sets the ids of those who take part apart from all others. */
  readonly name: string
  /** A command of the faulty agent. */
  readonly words: string
  readonly neighbours: number
}

export interface Aftermath {
  readonly neighbours: readonly Learner[]
  /** What the neighbours lost, from the offence on. */
  readonly losses: readonly Loss[]
  /** Longest time from a loss to the next answer, ms; 0 when nobody lost anything. */
  readonly backMs: number
  /** From the offender's word to the first loss of a neighbour, ms; infinite when there was none. */
  readonly noticedMs: number
  /** How the offender's message ended: the code of its `RUN_ERROR`, or `finished`. */
  readonly end: string
  readonly offenderLosses: readonly Loss[]
}

const settledMs = 300
const restMs = 20

/**
 * Learners ask and ask; one beside them does harm. Ends when the harm has its end and everything that was asked its answer,
 * and finds what was lost or done twice on the way. The offender's session answers once more in the end.
 */
export async function offend({ gateway, order, name, words, neighbours: size }: OffencePlan): Promise<Aftermath> {
  const { findings, random } = order
  using company = new Company({ gateway, findings, random, size, name, restMs })
  using offender = new Learner({ origin: gateway.address, clientId: `${name}-offender`, fault: (what) => findings.isWrong(what) })
  await ask(offender, 'hello')
  company.startAsking()
  await wait(settledMs)
  const before = company.learners.map(({ losses }) => losses.length)
  const askedAt = performance.now()
  const { runId } = await ask(offender, words)
  await wait(settledMs)
  await ask(offender, 'hello')
  await company.settled()
  await company.check()
  const losses = company.learners.flatMap((learner, index) => learner.losses.slice(before[index]))
  const { entries } = offender.transcript
  return {
    neighbours: company.learners,
    losses,
    backMs: Math.max(0, ...losses.map(({ backMs }) => backMs ?? Infinity)),
    noticedMs: Math.min(...losses.map(({ at }) => at)) - askedAt,
    end: endOf(runId, entries),
    offenderLosses: offender.losses,
  }
}

async function ask(learner: Learner, words: string): Promise<{ readonly runId: string }> {
  const { message, ended } = learner.ask(words)
  await within(ended, () => `${learner.clientId} has no end of "${words}"`)
  return message
}

function endOf(runId: string, entries: readonly Entry[]): string {
  const begun = entries.findIndex(({ event }) => event.type === EventType.RUN_STARTED && event.runId === runId)
  for (const { event } of entries.slice(begun)) {
    if (event.type === EventType.RUN_ERROR) return event.code ?? 'without a code'
    if (event.type === EventType.RUN_FINISHED) return 'finished'
  }
  return 'nothing'
}
