import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { offend } from '../proving/offence.ts'

const size = 60
const rejectedMs = 1_000

export const i7: Proof = {
  id: 'I7',
  summary: 'Whoever waits for a thread that has died is told within one second.',
  run: `the thread of ${size} learners dies while they wait for their answers; from the first that is told to the last`,
  runs: 2,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1' })
  for (let run = 0; run < runs; run++) {
    const { losses, neighbours } = await offend({ gateway, order: { random, findings }, name: `i7-${run}`, words: 'heap', neighbours: size })
    const times = losses.map(({ at }) => at)
    const spreadMs = Math.round(Math.max(...times) - Math.min(...times))
    progress(`I7: ${losses.length} of ${size} told within ${spreadMs} ms`)
    findings.checked += losses.length
    if (neighbours.some(({ losses: own }) => own.length === 0)) findings.isWrong('a session was not told that its thread had died')
    if (spreadMs > rejectedMs) findings.isWrong(`the last was told ${spreadMs} ms after the first`)
  }
}
