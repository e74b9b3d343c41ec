import { setTimeout as wait } from 'node:timers/promises'
import { EventType, type CustomEvents, type Hello } from '@tutor/protocol'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Learner } from '../proving/learner.ts'
import { probe } from '../proving/probe.ts'
import type { Random } from '../proving/random.ts'
import type { Entry } from '../proving/transcript.ts'
import { within } from '../proving/within.ts'

const size = 8

export const d10: Proof = {
  id: 'D10',
  summary: 'After any crash, what a session knows is the sum of its history: documents, conversation, open questions.',
  run: 'kill -9 while 8 learners add and remove notes and ask',
  runs: 4,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ AGENT: 'tutor' })
  using company = new Company({ gateway, findings, random, size, name: 'd10' })
  await Promise.all(company.learners.map((learner) => learner.greeted()))
  for (let run = 1; run <= runs; run++) {
    for (const learner of company.learners) askSeveral(learner, random)
    await wait(random.between(10, 150))
    await gateway.kill()
    const greetings = company.learners.map((learner) => learner.greeted())
    await gateway.start()
    await within(Promise.all(greetings), () => 'not everybody was greeted')
    await company.settled()
    for (const learner of company.learners) await compare(gateway, learner, findings)
  }
  await company.check({ echo: false })
}

/** Names of notes come from their words, so that a later run removes what an earlier one has added. */
function askSeveral(learner: Learner, random: Random): void {
  for (let count = random.between(2, 6); count > 0; count--) {
    const topic = random.pick(['rivers', 'stars', 'bees', 'iron', 'salt'])
    const content = random.pick([`/note ${topic}`, `/remove ${topic}.md`, '/documents', `What about ${topic}?`])
    learner.ask(content)
  }
}

/** What the server says it knows against the sum of what it has told. */
async function compare({ address }: GatewayUnderTest, learner: Learner, findings: Findings): Promise<void> {
  const { entries } = learner.transcript
  findings.checked += entries.length
  learner.cut()
  const hello = await within(learner.greeted(), () => `${learner.clientId} was not greeted`)
  const difference = differenceOf('documents', documentIds(hello), documentsOf(entries))
  if (difference) findings.isWrong(`${learner.clientId}: ${difference}`)
  const { answer } = await probe(address, learner.clientId, { epoch: hello.epoch, seq: hello.seq + 1_000 })
  if (answer?.type !== 'resync') return findings.isWrong(`${learner.clientId}: a position ahead got ${answer?.type}`)
  const told = answer.messages.map((message) => textOf(message))
  // As far back as the server cares to tell.
  const conversation = conversationOf(entries).slice(-told.length)
  const other = differenceOf('messages', told, conversation)
  if (told.length === 0 || other) findings.isWrong(`${learner.clientId}: ${other ?? 'no messages'}`)
}

function differenceOf(what: string, told: readonly string[], summed: readonly string[]): string | undefined {
  const [one, other] = [JSON.stringify(told), JSON.stringify(summed)]
  return one === other ? undefined : `the ${what} are ${one}, their history says ${other}`
}

function documentIds({ documents }: Hello): string[] {
  return documents.map(({ id }) => id).toSorted()
}

function documentsOf(entries: readonly Entry[]): string[] {
  const ids = new Set<string>()
  for (const { event } of entries) {
    if (event.type !== EventType.CUSTOM) continue
    if (event.name === 'tutor.document_added') ids.add((event.value as CustomEvents['tutor.document_added']).document.id)
    if (event.name === 'tutor.document_removed') ids.delete((event.value as CustomEvents['tutor.document_removed']).documentId)
  }
  return [...ids].toSorted()
}

/** Questions in the order in which they were begun, each with its answer, if it got to one. */
function conversationOf(entries: readonly Entry[]): string[] {
  const messages = new Map<string, { readonly role: string; readonly content?: unknown }>()
  for (const { event } of entries) {
    if (event.type === EventType.RUN_STARTED) for (const message of event.input?.messages ?? []) messages.set(message.id, message)
    if (event.type === EventType.TEXT_MESSAGE_START) messages.set(event.messageId, { role: 'assistant', content: '' })
    if (event.type === EventType.TEXT_MESSAGE_CONTENT) {
      const { role, content } = messages.get(event.messageId)!
      messages.set(event.messageId, { role, content: (content as string) + event.delta })
    }
    if (event.type !== EventType.CUSTOM || event.name !== 'tutor.run_restarted') continue
    messages.delete((event.value as CustomEvents['tutor.run_restarted']).discarded ?? '')
  }
  return Array.from(messages.values(), textOf)
}

function textOf({ role, content }: { readonly role: string; readonly content?: unknown }): string {
  return `${role}: ${JSON.stringify(content)}`
}
