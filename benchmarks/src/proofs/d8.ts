import { setTimeout as wait } from 'node:timers/promises'
import { EventType } from '@tutor/protocol'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Learner } from '../proving/learner.ts'
import type { Random } from '../proving/random.ts'
import { runsOf } from '../proving/runs-of.ts'
import { startStoryTeller, type StoryTeller } from '../proving/story-teller.ts'
import { within } from '../proving/within.ts'

const size = 4
const pieces = 40
const everyMs = 20
const storyMs = pieces * everyMs
const abortMs = 200

export const d8: Proof = {
  id: 'D8',
  summary: 'A turn survives the loss of its socket; an abort ends it within 200 ms, and reaches the model.',
  run: 'each of 4 learners is cut off in one story and comes back, and stops another',
  runs: 4,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using teller = await startStoryTeller({ stories: runs * size * 2, pieces, everyMs })
  await using gateway = await GatewayUnderTest.start(teller.env)
  using company = new Company({ gateway, findings, random, size, name: 'd8' })
  for (let run = 1; run <= runs; run++) {
    await Promise.all(company.learners.map((learner) => cutInStory(learner, teller, { random, findings })))
    await Promise.all(company.learners.map((learner) => stopStory(learner, teller, { random, findings })))
  }
  await company.check({ echo: false })
}

interface Trial {
  readonly random: Random
  readonly findings: Findings
}

async function cutInStory(learner: Learner, { stories }: StoryTeller, { random, findings }: Trial): Promise<void> {
  const { message, ended } = learner.ask('Tell me a story.')
  await wait(random.between(0, storyMs))
  learner.cut(random.between(0, 2 * storyMs))
  await within(ended, () => `${learner.clientId} has no end of its story`)
  findings.checked += 1
  const answer = runsOf(learner.transcript.entries).get(message.message.id)?.answer ?? ''
  if (!stories.includes(answer)) findings.isLost(`the rest of "${answer.slice(-60)}"`)
}

async function stopStory(learner: Learner, { server }: StoryTeller, { random, findings }: Trial): Promise<void> {
  const { message, ended } = learner.ask('Tell me a story.')
  const { id } = message.message
  const answer = (): string => runsOf(learner.transcript.entries).get(id)?.answer ?? ''
  while (!answer().includes('.')) await wait(5)
  await wait(random.between(0, storyMs / 2))
  const begun = performance.now()
  learner.send({ type: 'abort', runId: message.runId })
  await within(ended, () => `${learner.clientId} has no end of the run it stopped`)
  const tookMs = performance.now() - begun
  findings.checked += 1
  if (tookMs > abortMs) findings.isWrong(`an abort took ${Math.round(tookMs)} ms`)
  // What the model had used by then is counted after the run.
  const last = learner.transcript.entries.findLast(({ event }) => event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR)?.event
  const outcome = last?.type === EventType.RUN_FINISHED ? last.outcome?.type : last?.type
  if (outcome !== 'cancelled') findings.isWrong(`a run that was stopped ended with ${outcome}`)
  const request = server.requests[Number(/^Story (\d+)\./.exec(answer())?.[1])]
  if (!request) return findings.isWrong(`nobody told the story "${answer().slice(0, 40)}"`)
  const fate = await within(request.ended, () => 'the model was not told of an abort')
  if (fate !== 'cut') findings.isWrong('the model told a story to its end that was stopped')
}
