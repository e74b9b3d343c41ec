import { cpuNanoseconds } from '../process-usage.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { ProductLearner } from '../proving/product-learner.ts'
import { within } from '../proving/within.ts'

const servedMs = 30_000
/** All come back within so long of each other. */
const stormMs = 1_000
const lanes = 50
/**
 * With compiled code at hand a resume takes about what a first connect does (1.16 and 1.14 ms here), without it less (1.11 and 1.34): so much more is
 * noise of a machine with two cores, and what lies beyond it a fault.
 */
const noise = 1.25

export const f4: Proof = {
  id: 'F4',
  summary: 'Clients that all come back within a second are served within 30 s, and resuming costs no more than connecting, but for noise.',
  run: 'one client of the product, cut off with all others, that asks as soon as it is back; for the property itself, 5000',
  runs: 300,
  prove,
}

async function prove({ runs, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  await using cleanup = new AsyncDisposableStack()
  const begun = cpuNanoseconds(gateway.pid)
  const learners = await openAll(gateway.address, { size: runs, fault: (what) => findings.isWrong(what) })
  for (const learner of learners) cleanup.use(learner)
  await askAll(learners)
  const connected = cpuNanoseconds(gateway.pid)
  const cutAt = performance.now()
  for (const learner of learners) learner.cut()
  await askAll(learners)
  const tookMs = Math.round(performance.now() - cutAt)
  const resumed = cpuNanoseconds(gateway.pid)
  const [connectMs, resumeMs] = [connected - begun, resumed - connected].map((ns) => ns / 1e6 / runs) as [number, number]
  progress(`F4: ${runs} served within ${tookMs} ms, CPU ${connectMs.toFixed(2)} ms per first connect, ${resumeMs.toFixed(2)} ms per resume`)
  findings.checked += runs
  if (tookMs > servedMs) findings.isWrong(`the last of ${runs} clients had its answer after ${tookMs} ms`)
  if (resumeMs >= noise * connectMs) findings.isWrong(`a resume took ${resumeMs.toFixed(2)} ms of CPU, a first connect ${connectMs.toFixed(2)} ms`)
}

async function openAll(
  origin: string,
  { size, fault }: { readonly size: number; readonly fault: (what: string) => void },
): Promise<ProductLearner[]> {
  const learners: ProductLearner[] = []
  const numbers = Array.from({ length: size }, (_, index) => index).values()
  const lane = async (): Promise<void> => {
    for (const number of numbers) {
      learners.push(await ProductLearner.open({ origin, clientId: `f4-${number}`, fault, firstMs: stormMs }))
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return learners
}

async function askAll(learners: readonly ProductLearner[]): Promise<void> {
  const answers = learners.map((learner) => learner.ask('hello').ended)
  await within(Promise.all(answers), () => 'not every client has its answer')
}
