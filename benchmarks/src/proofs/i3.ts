import { setTimeout as wait } from 'node:timers/promises'
import { childProcesses } from '../process-usage.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Learner } from '../proving/learner.ts'
import { within } from '../proving/within.ts'

const backMs = 3_000
const size = 12
/** So that what is measured is a server that had been up for a while. */
const settledMs = 1_000

export const i3: Proof = {
  id: 'I3',
  summary: 'When the process aborts, the server is back within 3 s, nothing acknowledged is lost and clients resume.',
  run: `SIGABRT, with which V8 ends a process, while ${size} learners ask`,
  runs: 2,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    await using gateway = await GatewayUnderTest.startSupervised({})
    using company = new Company({ gateway, findings, random, size, name: `i3-${run}`, restMs: 20 })
    company.startAsking()
    await wait(settledMs)
    // As V8 does where one array does not fit into the heap any more.
    for (const server of childProcesses(gateway.pid)) process.kill(server, 'SIGABRT')
    await within(Promise.all(company.learners.map((learner) => lossOf(learner))), () => 'the process did not abort')
    await company.settled()
    await company.check()
    const slowest = Math.max(...company.learners.flatMap(({ losses }) => losses.map((loss) => loss.backMs ?? Infinity)))
    progress(`I3: back after ${Math.round(slowest)} ms at most`)
    findings.checked += 1
    if (slowest > backMs) findings.isWrong(`a learner had an answer ${Math.round(slowest)} ms after its connection was lost`)
  }
}

async function lossOf(learner: Learner): Promise<void> {
  while (learner.losses.length === 0) await wait(1)
}
