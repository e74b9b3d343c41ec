import { limits } from '@tutor/protocol'
import type { Store } from '@tutor/storage'
import type { Config } from './config.ts'
import { ConnectionTable } from './connection-table.ts'
import { Door } from './door.ts'
import { listen, type Listener, type ListenerOptions } from './listener.ts'
import { SessionRegistry } from './session-registry.ts'
import { SessionThreads } from './session-threads.ts'
import { StorageThread } from './storage-thread.ts'

export interface Gateway {
  readonly port: number
  /** What the sessions write to, where it outlives them. */
  readonly store: Pick<Store, 'backup'> | undefined
  /** Closes every connection with 1001, then the threads. Idempotent. */
  close(): Promise<void>
}

/** Builds the server from its parts and opens its port, once all its threads are there. */
export async function startGateway(config: Config): Promise<Gateway> {
  const storage = config.store === 'memory' ? undefined : await StorageThread.start(config)
  const table = new ConnectionTable()
  const threads = new SessionThreads({
    threads: config.threads,
    maxSessions: config.maxSessions,
    supervision: config.supervision,
    settings: { model: config.model, agent: config.agent, turnLimits: config.turnLimits, store: config.store, idleMs: config.idleMs },
    receive(link, channel, message) {
      if (typeof message === 'string' || !('type' in message)) table.deliver(channel, message)
      else if (message.type === 'opened') registry.opened(message.session, link)
      else registry.idle(message.session)
    },
    serveStorage: (port) => storage?.serve(port),
    blame: (session) => registry.blame(session),
  })
  const registry = new SessionRegistry(threads, config.maxSessions)
  const door = new Door({ threads, registry, table })
  const listener = await openPort({ threads, storage }, {
    host: config.host,
    port: config.port,
    idleTimeout: config.idleTimeout,
    hardMessageLimit: 16 * limits.messageBytes,
    upgrade: (request) => door.upgrade(request),
    request: (request) => door.request(request),
  })
  return {
    port: listener.port,
    store: storage?.store,
    async close() {
      door.close()
      listener.close()
      await registry.close('server_stopping')
      await closeThreads({ threads, storage })
    },
  }
}

interface Threads {
  readonly threads: SessionThreads
  readonly storage: StorageThread | undefined
}

/** Order: threads first, so that whoever finds the port open is served at once. */
async function openPort(parts: Threads, options: ListenerOptions): Promise<Listener> {
  try {
    await parts.threads.ready()
    return await listen(options)
  } catch (error) {
    await closeThreads(parts)
    throw error
  }
}

/** Order: those that use the store first. */
async function closeThreads({ threads, storage }: Threads): Promise<void> {
  await threads.close()
  await storage?.close()
}
