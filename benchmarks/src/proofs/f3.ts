import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { closeCodes, decodeServerMessage, encodeClientMessage, pingFrame, subprotocol } from '@tutor/protocol'
import { WebSocket } from 'ws'
import type { Proof, ProofOrder } from '../proof.ts'
import { Company } from '../proving/company.ts'
import { frameText } from '../proving/frame-text.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { growthDuring } from '../proving/growth-during.ts'
import { within } from '../proving/within.ts'

const floods: readonly (readonly [what: string, frame: () => string])[] = [
  ['questions', () => encodeClientMessage({ type: 'run', runId: randomUUID(), message: { id: randomUUID(), content: 'again' } })],
  ['pings', () => pingFrame],
  ['nonsense', () => '{"type":"nothing"}'],
]
const size = 4
/** As it is in the product; what is started for proofs is not limited otherwise. */
const allowance = { MESSAGES_PER_S: '300', BYTES_PER_S: String(10 * 1024 * 1024) }
const batch = 500
const mostBuffered = 1024 * 1024
const mostGrowthMb = 200

interface Fate {
  readonly sent: number
  readonly warned: boolean
  readonly closed: number
  readonly reason: string
}

export const f3: Proof = {
  id: 'F3',
  summary: 'A flood is answered with a named error that says when to go on, and then a close; memory stays bounded.',
  run: `one connection that sends without a pause (questions, pings, nonsense), beside ${size} learners`,
  runs: 3,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start({ THREADS: '1', ...allowance })
  using company = new Company({ gateway, findings, random, size, name: 'f3', restMs: 20 })
  company.startAsking()
  for (let run = 0; run < runs; run++) {
    const [what, frame] = floods[run % floods.length]!
    const [fate, growthMb] = await growthDuring(gateway.pid, flood(`${gateway.address}/ws/f3-flood-${run}`, frame))
    progress(`F3: closed with ${fate.closed} after ${fate.sent} ${what}, memory grown by ${growthMb} MB`)
    findings.checked += fate.sent
    // What comes before the session is open is held, up to a bound of its own.
    const heldTooMuch = fate.closed === closeCodes.tryAgainLater && fate.reason === 'server_overloaded'
    if (!fate.warned && !heldTooMuch) findings.isWrong(`a flood of ${what} was not answered with rate_limited and a time`)
    if (fate.closed !== closeCodes.policyViolation && !heldTooMuch) findings.isWrong(`a flood of ${what} was closed with ${fate.closed}`)
    if (growthMb > mostGrowthMb) findings.isWrong(`a flood of ${what} took ${growthMb} MB`)
  }
  await company.settled()
  await company.check()
  if (company.learners.some(({ losses }) => losses.length > 0)) findings.isWrong('a flood cost others their session')
}

/** Sends until it is stopped. */
async function flood(url: string, frame: () => string): Promise<Fate> {
  const socket = new WebSocket(url, subprotocol)
  const closed = Promise.withResolvers<Pick<Fate, 'closed' | 'reason'>>()
  let sent = 0
  let warned = false
  socket.on('message', (data) => {
    const message = decodeServerMessage(frameText(data))
    if (message.type === 'error' && message.code === 'rate_limited') warned ||= (message.retryAfterMs ?? 0) > 0
  })
  // A write to a socket that was closed meanwhile: told by `close`, which follows.
  socket.on('error', () => {})
  socket.on('close', (code, reason) => closed.resolve({ closed: code, reason: reason.toString() }))
  socket.on('open', () => void pour())
  const pour = async (): Promise<void> => {
    while (socket.readyState === WebSocket.OPEN) {
      for (let count = 0; count < batch && socket.bufferedAmount < mostBuffered; count++, sent++) socket.send(frame())
      await wait(1)
    }
  }
  const end = await within(closed.promise, () => `a flood of ${sent} messages was not stopped`)
  return { sent, warned, ...end }
}
