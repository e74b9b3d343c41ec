import { setTimeout as wait } from 'node:timers/promises'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Learner } from '../proving/learner.ts'
import type { Random } from '../proving/random.ts'

const size = 8
const steps = 30
const crash = 0.3

export const d2: Proof = {
  id: 'D2',
  summary: 'One effect per message id: messages are sent again and again, across cuts and crashes.',
  run: '8 learners, 30 resends and cuts at random, a crash in three of ten',
  runs: 8,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  for (let run = 1; run <= runs; run++) {
    using company = new Company({ gateway, findings, random, size, name: `d2-${run}` })
    company.startAsking()
    const crashAt = random.chance(crash) ? random.between(1, steps) : undefined
    for (let step = 1; step <= steps; step++) {
      await wait(random.between(0, 15))
      disturb(random.pick(company.learners), random)
      if (step !== crashAt) continue
      await gateway.kill()
      await gateway.start()
    }
    await company.settled()
    for (const learner of company.learners) resendAny(learner, random)
    await company.check()
  }
}

function disturb(learner: Learner, random: Random): void {
  if (random.chance(0.3)) learner.cut(random.between(0, 30))
  else resendAny(learner, random)
}

/** Answered long ago, being answered, waiting, or on its way. */
function resendAny(learner: Learner, random: Random): void {
  if (learner.asked.length > 0) learner.send(random.pick(learner.asked).message)
}
