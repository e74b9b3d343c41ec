import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { frameText } from '../proving/frame-text.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import type { Learner } from '../proving/learner.ts'
import type { Random } from '../proving/random.ts'
import { within } from '../proving/within.ts'

const idleMs = 60
const size = 20
const plainSize = 10

export const f8: Proof = {
  id: 'F8',
  summary: 'A message that arrives while its session falls asleep is answered once, also in plain text.',
  run: 'one message each of 20 native and 10 plain learners, at about the time after which they sleep',
  runs: 40,
  prove,
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ IDLE_MS: String(idleMs) })
  using company = new Company({ gateway, findings, random, size, name: 'f8' })
  const plain = Array.from({ length: plainSize }, (_, index) => new WebSocket(`${gateway.address}/ws/f8-plain-${index}`))
  await Promise.all(plain.map((socket) => once(socket, 'open')))
  await Promise.all([
    ...company.learners.map((learner) => askDrowsy(learner, runs, random)),
    ...plain.map((socket) => askPlain(socket, { runs, random, findings })),
  ])
  await company.settled()
  await company.check()
  for (const socket of plain) socket.terminate()
}

async function askDrowsy(learner: Learner, times: number, random: Random): Promise<void> {
  for (let time = 0; time < times; time++) {
    await wait(drowsyMs(random))
    const asked = learner.ask(random.words(3))
    await within(asked.ended, () => `${learner.clientId} has no answer to ${asked.message.runId}`)
  }
}

/** Each answer is the echo of its question, and no other comes. */
async function askPlain(
  socket: WebSocket,
  { runs, random, findings }: { readonly runs: number; readonly random: Random; readonly findings: Findings },
): Promise<void> {
  const waiting: { readonly text: string; readonly answered: () => void }[] = []
  socket.on('message', (data) => {
    const answer = frameText(data)
    const next = waiting.shift()
    if (next === undefined) return findings.isDuplicated(`an answer that nobody waits for: "${answer}"`)
    if (answer !== next.text) findings.isWrong(`"${next.text}" was answered "${answer}"`)
    next.answered()
  })
  for (let time = 0; time < runs; time++) {
    await wait(drowsyMs(random))
    const answered = Promise.withResolvers<void>()
    const text = random.words(3)
    waiting.push({ text, answered: answered.resolve })
    socket.send(text)
    await within(answered.promise, () => `a plain learner has no answer to "${text}"`)
    findings.checked += 1
  }
}

/** A few ms around the moment of falling asleep, where all the ways lie in which it can go. */
function drowsyMs(random: Random): number {
  return idleMs + random.between(-8, 12)
}
