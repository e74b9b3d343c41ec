import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { offend } from '../proving/offence.ts'

const offences = ['loop', 'regex', 'block']
const noticedMs = 3_000
const backMs = 5_000

export const i5: Proof = {
  id: 'I5',
  summary: 'An endless loop is noticed within 3 s; the offender ends up alone, the others are back within 5 s.',
  run: 'a loop, an expression that backtracks or a wait without end, among 12 learners on the same thread',
  runs: 1,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const words = offences[run % offences.length]!
    await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1' })
    const aftermath = await offend({ gateway, order: { random, findings }, name: `i5-${run}`, words, neighbours: 12 })
    const { losses, neighbours } = aftermath
    const allBackMs = aftermath.noticedMs + aftermath.backMs
    progress(`I5: ${words}: noticed after ${Math.round(aftermath.noticedMs)} ms, all back after ${Math.round(allBackMs)} ms`)
    findings.checked += 1
    if (aftermath.noticedMs > noticedMs) findings.isWrong(`"${words}" was noticed after ${Math.round(aftermath.noticedMs)} ms`)
    if (allBackMs > backMs) findings.isWrong(`the others were back after ${Math.round(allBackMs)} ms`)
    if (losses.some(({ how }) => how === 'closed')) findings.isWrong('a socket was closed')
    // Its message is begun three times; alone, it does that to nobody else.
    if (losses.length > neighbours.length) findings.isWrong(`${neighbours.length} others were hit ${losses.length} times`)
    if (aftermath.end !== 'message_parked') findings.isWrong(`"${words}" ended with ${aftermath.end}`)
  }
}
