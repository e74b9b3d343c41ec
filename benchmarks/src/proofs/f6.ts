import { setTimeout as wait } from 'node:timers/promises'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { checkEffects } from '../proving/check-effects.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest, type Handover } from '../proving/gateway-under-test.ts'
import { ProductLearner } from '../proving/product-learner.ts'
import { readHistory } from '../proving/read-history.ts'
import { runsOf } from '../proving/runs-of.ts'
import { startStoryTeller, type StoryTeller } from '../proving/story-teller.ts'

const size = 10
const pieces = 12
const everyMs = 30
/** More than all learners can ask between two stops. */
const storiesPerRun = 600
const promisedMs = 20_000
/** What answers get to end in; a stop that took longer may have cut some off. */
const drainMs = 8_000
/** Threads that wait for a busy machine are not this proof's matter. */
const env = { DRAIN_MS: String(drainMs), HANG_MS: '60000' }

export const f6: Proof = {
  id: 'F6',
  summary: 'A server that is replaced under load says so, ends its answers and leaves the rest to the next: nothing lost, nothing twice.',
  run: `one SIGTERM to the supervisor while ${2 * size} clients ask in ${size} sessions, the next server having been started before`,
  runs: 2,
  prove,
}

async function prove(order: ProofOrder): Promise<void> {
  const { runs, random, findings } = order
  await using teller = await startStoryTeller({ stories: (runs + 1) * storiesPerRun, pieces, everyMs })
  await using gateway = await GatewayUnderTest.startSupervised({ ...teller.env, ...env })
  await using cleanup = new AsyncDisposableStack()
  let announced = 0
  const listen = { announced: () => void (announced += 1) }
  const company = cleanup.use(new Company({ gateway, findings, random, size, name: 'f6', listen }))
  const greetings = company.learners.map((learner) => learner.greeted())
  const fault = (what: string): void => findings.isWrong(what)
  const plans = company.learners.map(({ clientId }) => ({ origin: gateway.address, clientId, fault }))
  const products = await Promise.all(plans.map(async (plan) => cleanup.use(await ProductLearner.open(plan))))
  await Promise.all(greetings)

  const over = new AbortController()
  company.startAsking()
  const asking = products.map((product) => keepAsking(product, over.signal))
  const stops: Handover[] = []
  for (let run = 1; run <= runs; run++) {
    await wait(random.between(200, 1_500))
    const back = company.learners.map((learner) => learner.greeted())
    announced = 0
    stops.push(await gateway.handOver(random.between(0, 2_500)))
    checkStop(stops.at(-1)!, run, order)
    if (announced !== size) findings.isWrong(`${announced} of ${size} learners were told of stop ${run}`)
    await Promise.all(back)
  }
  over.abort()
  await Promise.all([...asking, ...products.map((product) => product.settled()), company.settled()])
  await checkSessions({ gateway, company, products }, findings, fault)
  if (stops.every(({ stopMs }) => stopMs < drainMs)) checkAnswers([...company.learners, ...products], teller, findings)
}

async function keepAsking(product: ProductLearner, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await product.ask('Tell me a story.').ended
}

function checkStop({ end, stopMs }: Handover, run: number, { findings, progress }: ProofOrder): void {
  progress(`F6: stop ${run} took ${stopMs} ms`)
  if (end !== 0) findings.isWrong(`stop ${run} ended with ${end}`)
  if (stopMs > promisedMs) findings.isWrong(`stop ${run} took ${stopMs} ms`)
}

interface Everybody {
  readonly gateway: GatewayUnderTest
  readonly company: Company
  readonly products: readonly ProductLearner[]
}

/** Every question is in the history once, with one whole answer, and both clients have seen that history to the letter. */
async function checkSessions({ gateway, company, products }: Everybody, findings: Findings, fault: (what: string) => void): Promise<void> {
  for (const [index, { clientId, asked, transcript }] of company.learners.entries()) {
    const product = products[index]!
    const history = await readHistory(gateway.address, clientId, fault)
    checkEffects([...asked, ...product.asked], history, { findings, echo: false })
    await product.transcript.reaches(history.length)
    await transcript.reaches(history.length)
    for (const client of [transcript, product.transcript]) {
      const different = client.differsFrom(history)
      if (different !== undefined) findings.isWrong(`${clientId} has another event ${different} than the history`)
    }
    for (const [id, { failed }] of runsOf(history)) if (failed > 0) findings.isWrong(`the message ${id} has no answer`)
  }
}

/** All answers had time to end: the model was asked for as many stories as the tutor was, and none was begun twice. */
function checkAnswers(learners: readonly { readonly asked: readonly unknown[] }[], teller: StoryTeller, findings: Findings): void {
  const asked = learners.reduce((sum, learner) => sum + learner.asked.length, 0)
  const told = teller.server.requests.length
  if (told > asked) findings.isDuplicated(`${told} answers to ${asked} questions`)
  if (told < asked) findings.isLost(`${asked - told} of ${asked} answers`)
}
