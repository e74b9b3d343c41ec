import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { encodeClientFrame, opcodes } from '../load-client/frame.ts'
import { Handshake } from '../load-client/handshake.ts'
import { parseTarget } from '../load-client/target.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { comparePace, GoodClient } from '../proving/good-client.ts'
import { within } from '../proving/within.ts'

const droppedMs = 15_000
const byteMs = 1_000
const seconds = 5
const kinds = ['head', 'frame', 'silent'] as const
type Kind = (typeof kinds)[number]

export const s8: Proof = {
  id: 'S8',
  summary: 'A sender that is too slow is dropped within 15 s, and costs nobody else anything.',
  run: 'one connection that sends its head or a frame byte by byte, one a second, or nothing; for the property itself, 2000',
  runs: 60,
  prove,
}

async function prove({ runs, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  await using good = await GoodClient.open(gateway.address)
  const before = await good.drive(seconds)
  const senders = Array.from({ length: runs }, (_, number) => sendSlowly(gateway.address, kinds[number % kinds.length]!, `s8-${number}`))
  const during = await good.drive(seconds)
  const lives = await within(Promise.all(senders), () => 'slow senders were not dropped')
  for (const kind of kinds) {
    const longestMs = Math.round(Math.max(0, ...lives.filter((life) => life.kind === kind).map(({ ms }) => ms)))
    progress(`S8: ${kind}: dropped after ${longestMs} ms at most`)
    if (longestMs > droppedMs) findings.isWrong(`a ${kind} sender was dropped after ${longestMs} ms`)
  }
  findings.checked += runs
  progress(`S8: ${runs} slow senders, good client's ${comparePace(before, during)}`)
}

interface Life {
  readonly kind: Kind
  /** From the connection to its end. */
  readonly ms: number
}

async function sendSlowly(origin: string, kind: Kind, clientId: string): Promise<Life> {
  const target = parseTarget(`${origin}/ws/`)
  const handshake = new Handshake(target, clientId, 'tutor.v1')
  const socket = connect({ host: target.host, port: target.port })
  socket.on('error', () => {})
  const ended = once(socket, 'close')
  await once(socket, 'connect')
  const begun = performance.now()
  if (kind === 'frame') await shakeHands(socket, handshake)
  else socket.resume()
  const bytes = { head: Buffer.from(handshake.request), frame: encodeClientFrame(opcodes.text, Buffer.alloc(100, 'x')), silent: Buffer.alloc(0) }
  const timer = dribble(socket, bytes[kind])
  await ended
  clearInterval(timer)
  return { kind, ms: performance.now() - begun }
}

async function shakeHands(socket: Socket, handshake: Handshake): Promise<void> {
  const open = Promise.withResolvers<void>()
  socket.on('data', (chunk) => {
    if (handshake.push(chunk) !== undefined) open.resolve()
  })
  socket.write(handshake.request)
  await open.promise
}

function dribble(socket: Socket, bytes: Buffer): NodeJS.Timeout {
  let at = 0
  return setInterval(() => {
    if (at < bytes.length) socket.write(bytes.subarray(at, ++at))
  }, byteMs)
}
