import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { ThreadLink, type LinkClosedError } from '../src/index.ts'

/** One end of a link under test: what it received and why it closed. */
export interface End {
  readonly link: ThreadLink<unknown, unknown>
  readonly port: MessagePort
  readonly received: [channel: number, message: unknown][]
  /** Messages this end has posted on its port so far. */
  posted(): number
  readonly closed: Promise<LinkClosedError>
}

type Receive = (end: End, channel: number, message: unknown) => void

export function openEnd(port: MessagePort, onReceive: Receive = () => {}, deadlineMs = 60_000): End {
  let posts = 0
  const post = port.postMessage.bind(port)
  port.postMessage = (...args: Parameters<typeof post>) => {
    posts++
    post(...args)
  }
  const received: End['received'] = []
  const { promise: closed, resolve } = Promise.withResolvers<LinkClosedError>()
  const link = new ThreadLink<unknown, unknown>(
    port,
    {
      receive(channel, message) {
        received.push([channel, message])
        onReceive(end, channel, message)
      },
      closed: resolve,
    },
    { deadlineMs },
  )
  const end: End = { link, port, received, posted: () => posts, closed }
  return end
}

/** Two ends in one thread, on a real message channel. */
export function openPair(onReceive: { a?: Receive; b?: Receive } = {}): { a: End; b: End; [Symbol.dispose](): void } {
  const { port1, port2 } = new MessageChannel()
  const a = openEnd(port1, onReceive.a)
  const b = openEnd(port2, onReceive.b)
  return {
    a,
    b,
    [Symbol.dispose]() {
      a.link.close()
      b.link.close()
    },
  }
}

/** Resolves once `end` has received `count` messages. */
export async function received(end: End, count: number): Promise<void> {
  while (end.received.length < count) await new Promise(setImmediate)
}
