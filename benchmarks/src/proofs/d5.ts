import { setTimeout as wait } from 'node:timers/promises'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { checkEffects } from '../proving/check-effects.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { Learner } from '../proving/learner.ts'
import { ProductLearner } from '../proving/product-learner.ts'
import type { Random } from '../proving/random.ts'
import { readHistory } from '../proving/read-history.ts'
import type { Entry, Transcript } from '../proving/transcript.ts'

const size = 8
const longestAwayMs = 60

export const d5: Proof = {
  id: 'D5',
  summary: 'Resume from anywhere: clients that are cut off see, to the letter, what an uncut observer and a replay see.',
  run: `one cut of one of ${2 * size} clients in ${size} sessions: in each, the simplest there can be and the project's own`,
  runs: 200,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  await using cleanup = new AsyncDisposableStack()
  const fault = (what: string): void => findings.isWrong(what)
  const company = cleanup.use(new Company({ gateway, findings, random, size, name: 'd5' }))
  const plans = company.learners.map(({ clientId }) => ({ origin: gateway.address, clientId, fault }))
  const observers = plans.map((plan) => cleanup.use(new Learner(plan)))
  const greetings = observers.map((observer) => observer.greeted())
  const products = await Promise.all(plans.map(async (plan) => cleanup.use(await ProductLearner.open(plan))))
  await Promise.all(greetings)

  const over = new AbortController()
  company.startAsking()
  const asking = products.map((product) => keepAsking(product, random, over.signal))
  for (let cut = 1; cut <= runs; cut++) {
    await wait(random.between(1, 25))
    if (random.chance(0.5)) random.pick(products).cut()
    else random.pick(company.learners).cut(random.between(0, longestAwayMs))
  }
  over.abort()
  await Promise.all([...asking, ...products.map((product) => product.settled()), company.settled()])

  for (const [index, learner] of company.learners.entries()) {
    const product = products[index]!
    const history = await readHistory(gateway.address, learner.clientId, fault)
    checkEffects([...learner.asked, ...product.asked], history, { findings, echo: true })
    const transcripts = { learner, observer: observers[index]!, product }
    for (const [who, { transcript }] of Object.entries(transcripts)) await compare(`${who} ${index}`, transcript, { history, findings })
  }
}

async function keepAsking(product: ProductLearner, random: Random, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await product.ask(random.words(random.between(1, 12))).ended
}

async function compare(
  who: string,
  transcript: Transcript,
  { history, findings }: { readonly history: readonly Entry[]; readonly findings: Findings },
): Promise<void> {
  await transcript.reaches(history.length)
  const different = transcript.differsFrom(history)
  if (different !== undefined) findings.isWrong(`the ${who} has another event ${different} than the history`)
}
