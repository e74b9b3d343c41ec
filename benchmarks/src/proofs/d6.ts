import type { Position } from '@tutor/protocol'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { probe, type Probed } from '../proving/probe.ts'
import type { Random } from '../proving/random.ts'
import { readHistory } from '../proving/read-history.ts'
import type { Entry } from '../proving/transcript.ts'

const size = 3
const questions = 4
const probes = 20

export const d6: Proof = {
  id: 'D6',
  summary: 'A position of the future or of another epoch gets a resync with its reason, and never a gap.',
  run: `a new epoch by kill -9, then ${probes} resumes from positions at random in each of ${size} sessions`,
  runs: 4,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  using company = new Company({ gateway, findings, random, size, name: 'd6' })
  for (let run = 1; run <= runs; run++) {
    for (let question = 0; question < questions; question++) {
      for (const learner of company.learners) learner.ask(random.words(3))
    }
    await company.settled()
    for (const { clientId } of company.learners) await probeSession(gateway.address, clientId, { random, findings })
    await gateway.kill()
    await gateway.start()
  }
}

async function probeSession(
  origin: string,
  clientId: string,
  { random, findings }: { readonly random: Random; readonly findings: Findings },
): Promise<void> {
  const history = await readHistory(origin, clientId, (what) => findings.isWrong(what))
  for (let count = 0; count < probes; count++) {
    const position = positionAtRandom(history, random)
    findings.checked += 1
    const probed = await probe(origin, clientId, position)
    const fault = judge(history, position, probed)
    if (fault !== undefined) findings.isWrong(`${clientId} at ${position.epoch}/${position.seq}: ${fault}`)
  }
}

/** Before, at and behind the head, with epochs that were, are and will be. */
function positionAtRandom(history: readonly Entry[], random: Random): Position {
  const { epoch, seq } = history.at(-1)!
  return { seq: random.between(0, seq + 5), epoch: random.between(0, epoch + 2) }
}

/** @returns what is wrong with the answer */
function judge(history: readonly Entry[], { epoch, seq }: Position, { answer, entries }: Probed): string | undefined {
  if (answer === undefined) return 'no answer'
  const expected = history.slice(answer.seq)
  const different = expected.findIndex(({ frame }, index) => frame !== entries[index]?.frame)
  if (different >= 0) return `after ${answer.type} at ${answer.seq} the event ${different + 1} is not the history's`
  const own = history[seq - 1]
  const present = history.at(-1)!.epoch
  const isServable = seq === 0 || (own !== undefined && own.epoch <= epoch && epoch <= present)
  if (isServable) return answer.type === 'resumed' && answer.seq === seq ? undefined : `${answer.type} at ${answer.seq}`
  if (answer.type === 'resumed') return 'resumed where it had to resync'
  const common = history[answer.seq - 1]
  if (answer.reason === 'answer_lost' && (common?.epoch ?? 0) > epoch) return `resynced to ${answer.seq}, which it cannot have`
  return undefined
}
