import { setTimeout as wait } from 'node:timers/promises'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { Learner } from '../proving/learner.ts'

const size = 10

export const d5: Proof = {
  id: 'D5',
  summary: 'Resume from anywhere: learners whose connections are cut see, to the letter, what an uncut observer sees.',
  run: 'one cut of one of 10 learners who ask',
  runs: 200,
  prove,
}

async function prove({ runs, random, findings, signal }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  using company = new Company({ gateway, findings, random, size, name: 'd5' })
  const fault = (what: string): void => findings.isWrong(`observer: ${what}`)
  const observers = company.learners.map(({ clientId }) => new Learner({ origin: gateway.address, clientId, fault }))
  await Promise.all(observers.map((observer) => observer.greeted()))
  company.startAsking()
  for (let cut = 1; cut <= runs; cut++) {
    signal.throwIfAborted()
    await wait(random.between(1, 25))
    random.pick(company.learners).cut(random.between(0, 60))
  }
  await company.settled()
  await company.check()
  for (const [index, { clientId, transcript }] of company.learners.entries()) {
    const observed = observers[index]!.transcript.entries
    const different = transcript.entries.findIndex(({ frame }, at) => frame !== observed[at]?.frame)
    if (different >= 0 || observed.length !== transcript.entries.length) fault(`${clientId} differs at ${different + 1}`)
  }
  for (const observer of observers) observer.close()
}
