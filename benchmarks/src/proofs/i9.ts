import { setTimeout as wait } from 'node:timers/promises'
import { readHealth } from '../health.ts'
import { LoadClient } from '../load-client/load-client.ts'
import { openFiles, threadCount } from '../process-usage.ts'
import type { Proof, ProofOrder } from '../proof.ts'
import { within } from '../proving/within.ts'
import { rest } from '../rest.ts'
import { ServerProcess } from '../server-process.ts'
import { gateway } from '../subject.ts'

const crowd = 500
const warmUps = 3
const restSeconds = 2
/** Resident memory afterwards, against that after the warm-up. */
const mostRss = 1.1
const idleMs = 500
const env = { AGENT: 'echo', STORE: 'sqlite', THREADS: '2', IDLE_MS: String(idleMs) }

interface Level {
  readonly rssMb: number
  readonly files: number
  readonly threads: number
}

export const i9: Proof = {
  id: 'I9',
  summary: 'After many connections have come and gone, memory, handles and ports are where they were.',
  run: `${2 * crowd} connections that come, ask one thing and go; for the property itself, 20`,
  runs: 2,
  prove,
}

async function prove({ runs, findings, progress }: ProofOrder): Promise<void> {
  const { signal } = new AbortController()
  await using server = await ServerProcess.start({ name: 'the gateway', command: [process.execPath, gateway.file], env })
  await using client = new LoadClient(signal)
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await comeAndGo(client, server.address)
  const before = await levelOf(server, signal)
  for (let run = 1; run <= runs; run++) {
    await comeAndGo(client, server.address)
    findings.checked += 2 * crowd
    progress(`I9: ${run * 2 * crowd} connections, ${Math.round(server.residentBytes() / 1e6)} MB`)
  }
  const after = await levelOf(server, signal)
  progress(`I9: before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`)
  if (after.rssMb > mostRss * before.rssMb) findings.isWrong(`memory went from ${before.rssMb} to ${after.rssMb} MB`)
  if (after.files > before.files) findings.isWrong(`${after.files - before.files} more files and sockets are open`)
  if (after.threads > before.threads) findings.isWrong(`there are ${after.threads - before.threads} more threads`)
}

async function comeAndGo(client: LoadClient, address: string): Promise<void> {
  const speech = { kind: 'canary', bytes: 64 } as const
  for (let half = 0; half < 2; half++) {
    await client.open({ address, protocol: 'tutor.v1', speech, connections: crowd, parallel: 50 })
    await client.askEach()
    await client.close()
  }
}

/** When nobody is left and memory has come to rest. */
async function levelOf(server: ServerProcess, signal: AbortSignal): Promise<Level> {
  await within(emptied(server.origin), () => 'sessions or connections were left')
  await rest(server, restSeconds, signal)
  return { rssMb: Math.round(server.residentBytes() / 1e6), files: openFiles(server.pid), threads: threadCount(server.pid) }
}

async function emptied(origin: string): Promise<void> {
  for (;;) {
    const { sessions, asleep, connections } = await readHealth(origin)
    if (sessions + asleep + connections === 0) return
    await wait(idleMs / 5)
  }
}
