import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { probe } from '../proving/probe.ts'
import type { Random } from '../proving/random.ts'
import { StoredData } from '../proving/stored-data.ts'
import type { Entry } from '../proving/transcript.ts'

const size = 12
const victims = 4
const questions = 6
const start = { epoch: 0, seq: 0 }

export const d12: Proof = {
  id: 'D12',
  summary: 'A damaged record is noticed and stays the matter of its session: that one is refused, all others serve.',
  run: `a bit flipped in a record of ${victims} of ${size} sessions while the server is down`,
  runs: 4,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  for (let run = 1; run <= runs; run++) {
    await damageSome(gateway, `d12-${run}`, { random, findings })
  }
}

async function damageSome(
  gateway: GatewayUnderTest,
  name: string,
  { random, findings }: { readonly random: Random; readonly findings: Findings },
): Promise<void> {
  const histories = await makeHistories(gateway, name, { random, findings })
  await gateway.stop()
  const names = [...histories.keys()]
  const damaged = new Set(Array.from({ length: victims }, () => random.pick(names)))
  {
    using stored = new StoredData(gateway.place)
    for (const victim of damaged) stored.flip(random.pick(stored.recordsOf(victim)), random.fraction())
  }
  await gateway.start()
  for (const [clientId, history] of histories) {
    findings.checked += 1
    const fault = await judge(gateway.address, clientId, { history, isDamaged: damaged.has(clientId) })
    if (fault !== undefined) findings.isWrong(`${clientId}: ${fault}`)
  }
}

async function makeHistories(
  gateway: GatewayUnderTest,
  name: string,
  { random, findings }: { readonly random: Random; readonly findings: Findings },
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  using company = new Company({ gateway, findings, random, size, name })
  for (let question = 0; question < questions; question++) {
    for (const learner of company.learners) learner.ask(random.words(random.between(1, 20)))
    await company.settled()
  }
  return new Map(company.learners.map(({ clientId, transcript }) => [clientId, transcript.entries]))
}

/** @returns what is wrong with how the server gives this history */
async function judge(
  origin: string,
  clientId: string,
  { history, isDamaged }: { readonly history: readonly Entry[]; readonly isDamaged: boolean },
): Promise<string | undefined> {
  const { entries, refusal } = await probe(origin, clientId, start)
  const different = entries.findIndex(({ frame }, index) => frame !== history[index]?.frame)
  if (different >= 0) return `the event ${different + 1} is not the one that was sent before`
  if (isDamaged) return refusal === 'session_damaged' ? undefined : `it is damaged, and was answered with ${refusal ?? 'nothing amiss'}`
  if (refusal !== undefined) return `it is whole, and was refused with ${refusal}`
  return entries.length === history.length ? undefined : `${entries.length} of ${history.length} events came`
}
