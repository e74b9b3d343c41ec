import { setTimeout as wait } from 'node:timers/promises'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { Learner } from '../proving/learner.ts'
import { within } from '../proving/within.ts'

const backMs = 3_000
const size = 12
/** So that what is measured is a server that had been up for a while. */
const settledMs = 1_000

export const i3: Proof = {
  id: 'I3',
  summary: 'When the process aborts, the server is back within 3 s, nothing acknowledged is lost and clients resume.',
  run: `one huge array, at which V8 ends the process, while ${size} learners ask`,
  runs: 2,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    await using gateway = await GatewayUnderTest.startSupervised({ AGENT: 'faulty' })
    using company = new Company({ gateway, findings, random, size, name: `i3-${run}`, restMs: 20 })
    company.startAsking()
    await wait(settledMs)
    await abort(gateway, `i3-${run}-offender`)
    await within(Promise.all(company.learners.map((learner) => lossOf(learner))), () => 'the process did not abort')
    await company.settled()
    await company.check()
    const slowest = Math.max(...company.learners.flatMap(({ losses }) => losses.map((loss) => loss.backMs ?? Infinity)))
    progress(`I3: back after ${Math.round(slowest)} ms at most`)
    findings.checked += 1
    if (slowest > backMs) findings.isWrong(`a learner had an answer ${Math.round(slowest)} ms after its connection was lost`)
  }
}

/** Says the word and leaves: coming back would only do it again, until the message is set aside (I8). */
async function abort(gateway: GatewayUnderTest, clientId: string): Promise<void> {
  using offender = new Learner({ origin: gateway.address, clientId, fault: () => {} })
  offender.ask('array')
  await within(lossOf(offender), () => 'the process did not abort')
}

async function lossOf(learner: Learner): Promise<void> {
  while (learner.losses.length === 0) await wait(1)
}
