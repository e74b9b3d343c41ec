import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { growthDuring } from '../proving/growth-during.ts'
import { offend } from '../proving/offence.ts'

const offences = ['buffers', 'buffers-sync']
const boundMb = 128
/** The offender takes 600 MB. The watchdog looks four times a second, and memory that was freed is given back late. */
const mostGrowthMb = 450

export const i4: Proof = {
  id: 'I4',
  summary: 'Memory outside the heap is bounded by a watchdog: the thread ends, the process and the sockets stay.',
  run: '600 MB of buffers taken beside 8 learners, in pieces or at once',
  runs: 2,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const words = offences[run % offences.length]!
    await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1', THREAD_BUFFERS_MB: String(boundMb) })
    const offence = offend({ gateway, order: { random, findings }, name: `i4-${run}`, words, neighbours: 8 })
    const [{ losses }, growthMb] = await growthDuring(gateway.pid, offence)
    progress(`I4: ${words}: grown by ${growthMb} MB at most, noticed ${losses.length} times`)
    findings.checked += 1
    if (growthMb > mostGrowthMb) findings.isWrong(`memory has grown by ${growthMb} MB`)
    if (losses.some(({ how }) => how === 'closed')) findings.isWrong('a socket was closed')
  }
}
