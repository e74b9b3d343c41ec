import { setTimeout as wait } from 'node:timers/promises'
import { EventType } from '@tutor/protocol'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { fullDisk } from '../proving/full-disk.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Entry } from '../proving/transcript.ts'

const size = 8
/** What was committed before the disk was full may be on its way for so long. */
const onItsWayMs = 100

export const d11: Proof = {
  id: 'D11',
  summary: 'A full disk ends acknowledgements: nothing is shown that is not kept, and all goes on when there is room.',
  run: 'no write succeeds for 0.2 to 0.6 s under load, then, every other time, kill -9',
  runs: 4,
  prove,
}

async function prove(order: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  for (let run = 1; run <= order.runs; run++) {
    await fillDisk(gateway, order, run)
  }
}

async function fillDisk(gateway: GatewayUnderTest, { random, findings }: ProofOrder, run: number): Promise<void> {
  let fullSince = Infinity
  const hear = ({ event, at }: Entry): void => {
    if (event.type === EventType.TEXT_MESSAGE_CONTENT || at < fullSince + onItsWayMs) return
    findings.isWrong(`${event.type} was shown ${Math.round(at - fullSince)} ms after the last write`)
  }
  using company = new Company({ gateway, findings, random, size, name: `d11-${run}`, listen: { hear } })
  company.startAsking()
  await wait(random.between(50, 300))
  {
    await using _full = await fullDisk(gateway.pid)
    fullSince = performance.now()
    await wait(random.between(200, 600))
    fullSince = Infinity
  }
  await wait(random.between(0, 300))
  if (run % 2 === 0) {
    await gateway.kill()
    await gateway.start()
  }
  await company.settled()
  await company.check()
}
