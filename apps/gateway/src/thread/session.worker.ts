import { ThreadLink } from '@tutor/thread-link'
import { MessageChannel, parentPort, threadId, workerData } from 'node:worker_threads'
import { linkDeadlineMs, type SessionTask, type ThreadHello, type ThreadSettings, type ToGateway, type ToThread } from '../thread-messages.ts'
import { SessionHost } from './session-host.ts'

const { port1, port2 } = new MessageChannel()
const host = new SessionHost(workerData as ThreadSettings, (channel, message) => link.send(channel, message))
const link = new ThreadLink<ToGateway, ToThread>(port1, { receive: (channel, message) => host.receive(channel, message), closed: () => {} }, {
  deadlineMs: linkDeadlineMs,
})
parentPort?.postMessage({ link: port2, threadId } satisfies ThreadHello, [port2])

/** Entry of a session thread: Piscina runs one of these for every session that is open on it. */
export default function openSession(task: SessionTask): Promise<void> {
  return host.run(task)
}
