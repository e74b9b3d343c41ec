import { setTimeout as wait } from 'node:timers/promises'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { fullDisk } from '../proving/full-disk.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'

const size = 8

export const d4: Proof = {
  id: 'D4',
  summary: 'Nothing but text is shown before it is on disk: killed on showing an event, the server still has it.',
  run: 'kill -9 at the very moment a random event arrives, a full disk just before in every third run',
  runs: 6,
  prove,
}

async function prove(order: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  for (let run = 1; run <= order.runs; run++) {
    await killAtEvent(gateway, order, run)
  }
}

/** What each learner has seen is compared with the history to the letter, and text alone may be taken back. */
async function killAtEvent(gateway: GatewayUnderTest, { random, findings }: ProofOrder, run: number): Promise<void> {
  const seen = Promise.withResolvers<void>()
  const { pid } = gateway
  let left = random.between(1, 1_500)
  const hear = (): void => {
    left -= 1
    if (left !== 0) return
    process.kill(pid, 'SIGKILL')
    seen.resolve()
  }
  using company = new Company({ gateway, findings, random, size, name: `d4-${run}`, listen: { hear } })
  company.startAsking()
  if (run % 3 === 0) {
    await wait(random.between(50, 200))
    await using _full = await fullDisk(pid)
    await wait(random.between(20, 200))
  }
  await seen.promise
  await gateway.kill()
  await gateway.start()
  await company.settled()
  await company.check()
}
