import { EventType, type AgUiEvent, type RunMessage } from '@tutor/protocol'
import { onTestFinished } from 'vitest'
import { TutorConnection, type ConnectOptions } from '../src/index.ts'
import { Recorder } from './recorder.ts'
import { TutorServer, type Peer, type ServerScript } from './tutor-server.ts'

export const note: AgUiEvent = { type: EventType.CUSTOM, name: 'note', value: 1 }

interface Connected {
  readonly server: TutorServer
  readonly recorder: Recorder
  readonly connection: TutorConnection
  /** The server's end of the first socket. */
  readonly peer: Peer
}

/** A connection that comes back at once, to a server of its own; both end with the test. */
export async function connect(script: ServerScript, options: ConnectOptions = {}): Promise<Connected> {
  const server = await TutorServer.start(script)
  const recorder = new Recorder()
  const backoff = { firstMs: 1, longestMs: 1 }
  const connection = await TutorConnection.open(server.url, { listener: recorder, backoff, ...options })
  onTestFinished(async () => {
    await connection.close()
    await server[Symbol.asyncDispose]()
  })
  return { server, recorder, connection, peer: await server.peer() }
}

export function runOf(id: string): RunMessage {
  return { type: 'run', runId: `run-${id}`, message: { id, content: 'What is osmosis?' } }
}

export function seqsOf(recorder: Recorder): number[] {
  return recorder.events.map(({ seq }) => seq)
}
