import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { offend } from '../proving/offence.ts'
import { readHistory } from '../proving/read-history.ts'
import { runsOf } from '../proving/runs-of.ts'

const offences = ['heap', 'reject', 'loop']

export const i8: Proof = {
  id: 'I8',
  summary: 'A message that crashes its session three times is set aside; the session goes on, also after a restart.',
  run: 'one message that fills the heap, leaves a rejection or loops, and a restart after it',
  runs: 2,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '1' })
  for (let run = 0; run < runs; run++) {
    const words = offences[run % offences.length]!
    const name = `i8-${run}`
    const { end } = await offend({ gateway, order: { random, findings }, name, words, neighbours: 4 })
    findings.checked += 1
    if (end !== 'message_parked') findings.isWrong(`"${words}" ended with ${end}`)
    await gateway.kill()
    await gateway.start()
    const history = await readHistory(gateway.address, `${name}-offender`, (what) => findings.isWrong(what))
    // Before it, itself, and after it.
    const ends = Array.from(runsOf(history).values(), ({ finished, failed, restarts }) => ({ finished, failed, restarts }))
    const expected = [0, 2, 0].map((restarts, index) => (index === 1 ? { finished: 0, failed: 1, restarts } : { finished: 1, failed: 0, restarts }))
    if (JSON.stringify(ends) !== JSON.stringify(expected)) findings.isWrong(`"${words}" is kept as ${JSON.stringify(ends)}`)
  }
}
