import { connect } from 'node:net'
import { once } from 'node:events'
import { Handshake } from '../load-client/handshake.ts'
import { parseTarget } from '../load-client/target.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { comparePace, GoodClient } from '../proving/good-client.ts'
import { brokenFrame, nonsense, unfinishedFrame } from '../proving/malformed.ts'
import type { Random } from '../proving/random.ts'
import { within } from '../proving/within.ts'

const framesPerRun = 1_000
const framesPerConnection = 20
const lanes = 4
/** Of the connections; the attacker tears them in the middle of a frame. */
const cutOff = 0.1
/** So many a second at most: the attacker must not take the processors from the server that it attacks. */
const framesPerSecond = 2_000
const attack = { longestSeconds: 50, seconds: 5 }

export const s7: Proof = {
  id: 'S7',
  summary: 'Malformed frames leave the server standing, and end no connection but their own.',
  run: `${framesPerRun} malformed frames beside 40 learners, the last on each connection one that must end it; for the property itself, 100`,
  runs: 4,
  prove,
}

async function prove({ runs, random, findings, progress }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  await using good = await GoodClient.open(gateway.address)
  const frames = runs * framesPerRun
  const seconds = Math.min(attack.longestSeconds, Math.max(1, frames / framesPerSecond - 1))
  const before = await good.drive(Math.min(seconds, attack.seconds))
  const [during] = await Promise.all([good.drive(seconds), sendMalformed(gateway.address, { frames, random })])
  findings.checked += frames
  progress(`S7: ${frames} malformed frames, good client's ${comparePace(before, during)}`)
  // Whoever was connected before still is.
  await good.drive(1)
}

async function sendMalformed(origin: string, { frames, random }: { readonly frames: number; readonly random: Random }): Promise<void> {
  const begun = performance.now()
  let sent = 0
  const lane = async (number: number): Promise<void> => {
    while (sent < frames) {
      const count = Math.min(random.between(1, framesPerConnection), frames - sent)
      sent += count
      const isCut = random.chance(cutOff)
      const last = isCut ? unfinishedFrame(random) : brokenFrame(random)
      const bytes = Buffer.concat([...Array.from({ length: count - 1 }, () => nonsense(random)), last])
      await sendBytes(`${origin}/ws/`, { clientId: `s7-${number}`, bytes, isCut })
      const aheadMs = (sent / framesPerSecond) * 1000 - (performance.now() - begun)
      if (aheadMs > 1) await new Promise((resume) => setTimeout(resume, aheadMs))
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
}

interface Attack {
  readonly clientId: string
  readonly bytes: Buffer
  /** The attacker tears the connection; otherwise the server has to end it. */
  readonly isCut: boolean
}

/** On a connection of its own, whose end it waits for. */
async function sendBytes(address: string, { clientId, bytes, isCut }: Attack): Promise<void> {
  const target = parseTarget(address)
  const handshake = new Handshake(target, clientId, 'tutor.v1')
  const socket = connect({ host: target.host, port: target.port })
  // A server may tear the connection as well as close it.
  socket.on('error', () => {})
  const ended = once(socket, 'close')
  socket.write(handshake.request)
  let isOpen = false
  socket.on('data', (chunk) => {
    if (isOpen || handshake.push(chunk) === undefined) return
    isOpen = true
    socket.write(bytes, () => isCut && socket.destroy())
  })
  await within(ended, () => `a connection survived ${bytes.subarray(-70).toString('hex')}`).finally(() => socket.destroy())
}
