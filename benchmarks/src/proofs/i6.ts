import { LoadClient } from '../load-client/load-client.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'

const offences = ['loop', 'heap', 'buffers', 'reject', 'crash 50', 'regex', 'throw', 'block']
const pingMs = 50
const course = { sessions: 20, perSecond: 100, warmUpSeconds: 2, quietSeconds: 2, seconds: 8 } as const

export const i6: Proof = {
  id: 'I6',
  summary: 'Whatever a session does, the gateway answers within 50 ms (p99) and sessions on other threads go on.',
  run: 'one offence, beside 20 learners on its thread and 20 on another; how much those are slowed: bench noisy-neighbour',
  runs: 1,
  prove,
}

async function prove({ runs, findings, progress }: ProofOrder): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const offence = offences[run % offences.length]!
    await using gateway = await GatewayUnderTest.start({ AGENT: 'faulty', THREADS: '2' })
    await using client = new LoadClient(new AbortController().signal)
    const result = await client.disturb({ ...course, address: `${gateway.address}/ws/`, offence })
    const { other, gateway: ping } = result.latency.during
    progress(`I6: ${offence}: ping p99 ${ping.p99Ms.toFixed(1)} ms, other thread's p99 ${other.p99Ms.toFixed(1)} ms`)
    findings.checked += result.answered.reduce((sum, { answers }) => sum + answers, 0)
    if (ping.p99Ms > pingMs) findings.isWrong(`"${offence}": the gateway's ping p99 was ${ping.p99Ms.toFixed(1)} ms`)
    if (result.othersReopened > 0) findings.isWrong(`"${offence}": ${result.othersReopened} sessions of the other thread were opened anew`)
    if (result.closed > 0) findings.isWrong(`"${offence}": ${result.closed} sockets were closed`)
    if (result.failed > 0) findings.isLost(`"${offence}": ${result.failed} answers, ${result.firstWrong ?? 'all missing'}`)
  }
}
