import { setTimeout as wait } from 'node:timers/promises'
import type { Proof, ProofOrder } from '../proof.ts'
import { checkEffects } from '../proving/check-effects.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Asked } from '../proving/learner.ts'
import { readHistory } from '../proving/read-history.ts'

const size = 12
const killAgain = 0.15

/** What a company has asked, for a last look when all kills are over. */
interface Past {
  readonly clientId: string
  readonly asked: readonly Asked[]
}

export const d1: Proof = {
  id: 'D1',
  summary: 'Acknowledged means on disk: the server is killed under load, and every message is in the history, once.',
  run: 'one kill -9, or two in a row, while 12 learners ask',
  runs: 5,
  prove,
}

async function prove(order: ProofOrder): Promise<void> {
  const { runs, findings, progress } = order
  await using gateway = await GatewayUnderTest.start()
  const past: Past[] = []
  for (let run = 1; run <= runs; run++) {
    past.push(...(await killUnderLoad(gateway, order, `d1-${run}`)))
    if (run % 25 === 0) progress(`D1: ${run} of ${runs}, ${findings.checked} messages checked`)
  }
  await gateway.kill()
  await gateway.start()
  for (const { clientId, asked } of past) {
    checkEffects(asked, await readHistory(gateway.address, clientId, (what) => findings.isWrong(what)), { findings, echo: true })
  }
}

async function killUnderLoad(gateway: GatewayUnderTest, order: ProofOrder, name: string): Promise<Past[]> {
  const { findings, random } = order
  using company = new Company({ gateway, findings, random, size, name })
  company.startAsking()
  await wait(random.between(5, 400))
  await gateway.kill()
  await gateway.start()
  if (random.chance(killAgain)) {
    await wait(random.between(0, 100))
    await gateway.kill()
    await gateway.start()
  }
  await company.settled()
  await company.check()
  return company.learners.map(({ clientId, asked }) => ({ clientId, asked }))
}
