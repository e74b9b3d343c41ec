import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { offend } from '../proving/offence.ts'

const backMs = 2_000

export const i2: Proof = {
  id: 'I2',
  summary: 'When one session fills the heap, the others on its thread are back within 2 s, on the sockets they had.',
  run: 'a heap overflow among 12 learners on the same thread',
  runs: 2,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1' })
  for (let run = 0; run < runs; run++) {
    const aftermath = await offend({ gateway, order: { random, findings }, name: `i2-${run}`, words: 'heap', neighbours: 12 })
    progress(`I2: ${aftermath.losses.length} losses, back after ${Math.round(aftermath.backMs)} ms at most`)
    findings.checked += 1
    if (aftermath.losses.length === 0) findings.isWrong('nobody noticed that the heap was full')
    if (aftermath.losses.some(({ how }) => how === 'closed')) findings.isWrong('a socket was closed')
    if (aftermath.backMs > backMs) findings.isWrong(`a session was back after ${Math.round(aftermath.backMs)} ms`)
  }
}
