import { setTimeout as wait } from 'node:timers/promises'
import { EventType, type CustomEvents } from '@tutor/protocol'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { runsOf } from '../proving/runs-of.ts'
import { startStoryTeller, type StoryTeller } from '../proving/story-teller.ts'
import type { Entry } from '../proving/transcript.ts'

const size = 4
const pieces = 100
const everyMs = 20
const pieceCharacters = 64
/** What is promised, and what may come on top while the checkpoint itself is on its way to the disk. */
const lostCharacters = 2_048 + 8 * pieceCharacters
const lostMs = 1_000 + 250

export const d7: Proof = {
  id: 'D7',
  summary: 'A server killed in mid-answer loses a second or 2 KB of it at most; the half is no answer, and a whole one comes.',
  run: 'kill -9 while four learners are being told a story of two seconds',
  runs: 2,
  prove,
}

async function prove(order: ProofOrder): Promise<void> {
  // Every learner's story is begun twice, and a third time where the kill came before its first word was kept.
  await using teller = await startStoryTeller({ stories: order.runs * size * 3, pieces, everyMs })
  await using gateway = await GatewayUnderTest.start(teller.env)
  for (let run = 1; run <= order.runs; run++) {
    await killInStory(gateway, { order, teller, name: `d7-${run}` })
  }
}

async function killInStory(
  gateway: GatewayUnderTest,
  { order, teller, name }: { readonly order: ProofOrder; readonly teller: StoryTeller; readonly name: string },
): Promise<void> {
  const { findings, random } = order
  let killedAt = Infinity
  const speaking = Promise.withResolvers<void>()
  const hear = ({ event }: Entry): void => {
    if (event.type === EventType.TEXT_MESSAGE_CONTENT) speaking.resolve()
  }
  const forget = (entries: readonly Entry[]): void => checkLoss(entries, killedAt, findings)
  using company = new Company({ gateway, findings, random, size, name, listen: { hear, forget } })
  for (const learner of company.learners) learner.ask('Tell me a story.')
  await speaking.promise
  await wait(random.between(50, 1_900))
  killedAt = performance.now()
  await gateway.kill()
  await gateway.start()
  await company.settled()
  await company.check({ echo: false })
  for (const { transcript } of company.learners) checkAnswers(transcript.entries, teller.stories, findings)
}

function checkLoss(lost: readonly Entry[], killedAt: number, findings: Findings): void {
  const oldest = lost[0]
  if (oldest === undefined) return
  const ageMs = killedAt - oldest.at
  const characters = lost.reduce((sum, { event }) => sum + (event.type === EventType.TEXT_MESSAGE_CONTENT ? event.delta.length : 0), 0)
  if (ageMs > lostMs) findings.isLost(`text that was shown ${Math.round(ageMs)} ms before the kill`)
  if (characters > lostCharacters) findings.isLost(`${characters} characters of an answer`)
}

/** The answer is one whole story; every other message was discarded. */
function checkAnswers(entries: readonly Entry[], stories: readonly string[], findings: Findings): void {
  for (const { answer } of runsOf(entries).values()) {
    findings.checked += 1
    if (!stories.includes(answer)) findings.isWrong(`the answer is no whole story: "${answer.slice(0, 80)}…"`)
  }
  const discarded = new Set<string | undefined>()
  const texts = new Map<string, string>()
  for (const { event } of entries) {
    if (event.type === EventType.TEXT_MESSAGE_CONTENT) texts.set(event.messageId, (texts.get(event.messageId) ?? '') + event.delta)
    if (event.type !== EventType.CUSTOM || event.name !== 'tutor.run_restarted') continue
    discarded.add((event.value as CustomEvents['tutor.run_restarted']).discarded)
  }
  for (const [id, text] of texts) {
    if (!stories.includes(text) && !discarded.has(id)) findings.isWrong(`the half message ${id} was not discarded`)
  }
}
