import { warmUp } from '@tutor/session'
import { MemoryStore, PortStore } from '@tutor/storage'
import { ThreadLink } from '@tutor/thread-link'
import { MessageChannel, parentPort, threadId, workerData } from 'node:worker_threads'
import { linkDeadlineMs, type SessionEnd, type SessionTask, type ThreadHello, type ThreadSettings, type ToGateway, type ToThread } from '../thread-messages.ts'
import { saveCompiledCode } from '../compile-cache.ts'
import { Pulse } from '../supervision/pulse.ts'
import { containFailures } from './containment.ts'
import { PortReader } from './port-reader.ts'
import { SessionHost } from './session-host.ts'
import { startBeating } from './start-beating.ts'

containFailures()
const settings = workerData as ThreadSettings
const forGateway = new MessageChannel()
const forStorage = new MessageChannel()
const forReading = new MessageChannel()
// Nothing is kept: a session ends with its last connection or its thread, and nobody can resume.
const store = settings.store === 'memory' ? new MemoryStore({ events: 0, forgetsReleased: true }) : new PortStore(forStorage.port1)
const pulse = new Pulse()
const reader = new PortReader(forReading.port1)
const host = new SessionHost({ settings, store, reader, pulse, send: (channel, message) => link.send(channel, message) })
const handler = { receive: (channel: number, message: ToThread) => host.receive(channel, message), closed: () => {} }
const link = new ThreadLink<ToGateway, ToThread>(forGateway.port1, handler, { deadlineMs: linkDeadlineMs })
const hello: ThreadHello = { link: forGateway.port2, storage: forStorage.port2, reading: forReading.port2, threadId, pulse: pulse.memory }
startBeating(pulse, () => ({ sessions: host.size, storing: store instanceof PortStore ? store.waiting : 0 }))
parentPort?.postMessage(hello, [hello.link, hello.storage, hello.reading])
// Not awaited: the port opens, and sessions of a thread that died come back, no later for it. A turn that fails to load the same says why.
void warmUp(settings.agent).catch(() => {}).finally(saveCompiledCode)

/** Entry of a session thread: Piscina runs one of these for every session that is awake on it. */
export default function openSession(task: SessionTask): Promise<SessionEnd> {
  return host.run(task)
}
