import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { offend } from '../proving/offence.ts'

const offences = ['throw', 'reject', 'crash 0', 'crash 50']

export const i1: Proof = {
  id: 'I1',
  summary: 'A throw or a rejection in one session restarts that session and no other.',
  run: 'one offence among 12 learners on the same thread: a throw in the turn or after it, a rejection',
  runs: 8,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1' })
  for (let run = 0; run < runs; run++) {
    const words = offences[run % offences.length]!
    const { losses, end } = await offend({ gateway, order: { random, findings }, name: `i1-${run}`, words, neighbours: 12 })
    findings.checked += 1
    if (losses.length > 0) findings.isWrong(`"${words}" of one session was noticed ${losses.length} times by others`)
    if (end === 'nothing') findings.isLost(`the end of "${words}"`)
  }
}
