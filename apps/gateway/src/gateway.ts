import { EmbeddingThread } from '@tutor/embeddings'
import { startModel, type StartedModel } from '@tutor/models'
import { limits } from '@tutor/protocol'
import type { Store } from '@tutor/storage'
import { Operations } from './admin/operations.ts'
import { Telemetry } from './admin/telemetry.ts'
import { Admission } from './admission/admission.ts'
import { SilenceWatch } from './admission/silence-watch.ts'
import { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { ConnectionTable } from './connection-table.ts'
import { readCourses } from './courses/read-courses.ts'
import { Door } from './door.ts'
import type { Authority } from './identity/authority.ts'
import { makeAuthority } from './identity/make-authority.ts'
import { OriginList } from './identity/origin-list.ts'
import { listen, type Listener, type ListenerOptions } from './listener.ts'
import { PageFiles } from './page-files.ts'
import { ReaderPool } from './reading/reader-pool.ts'
import { serveReader } from './reading/serve-reader.ts'
import { SessionRegistry } from './session-registry.ts'
import { SessionThreads } from './session-threads.ts'
import { StorageThread } from './storage-thread.ts'

export interface Gateway {
  readonly port: number
  /** Resolves when an operator wants the server to stop. */
  readonly stopAsked: Promise<void>
  /** What the sessions write to, where it outlives them. */
  readonly store: Pick<Store, 'backup'> | undefined
  /**
   * Lets nobody in any more, tells the native clients, and waits until the answers under way are over, `graceMs` at most.
   */
  drain(graceMs: number): Promise<void>
  /** Closes every connection with 1001, then the threads. Idempotent. */
  close(): Promise<void>
}

/** Builds the server from its parts and opens its port, once all its threads are there. */
export async function startGateway(config: Config, clock = new Clock()): Promise<Gateway> {
  const [model, courses] = await Promise.all([startModel(config.model), readCourses(config.coursesDir)])
  const storage = config.store === 'memory' ? undefined : new StorageThread({ dataDir: config.dataDir, waitMs: config.handoverMs })
  const authority = await makeAuthority({ ...config, now: clock.now })
  const origins = new OriginList(config.origins)
  const readers = new ReaderPool(config.reading)
  const embedder = config.embeddings ? await EmbeddingThread.start() : undefined
  const table = new ConnectionTable()
  const telemetry = new Telemetry(clock.now)
  const { faults } = telemetry
  const threads = new SessionThreads({
    threads: config.threads,
    maxSessions: config.maxSessions,
    supervision: config.supervision,
    settings: { model: model.settings, agent: config.agent, turnLimits: config.turnLimits, store: config.store, idleMs: config.idleMs, uploadBytes: config.admission.uploadBytes, courses, embeddings: config.embeddings, homePage: config.homePage, turns: telemetry.turns.recorder, clock: clock.memory },
    receive(link, channel, message) {
      if (typeof message === 'string' || !('type' in message)) table.deliver(channel, message)
      else registry.hear(link, message)
    },
    serveStorage: (port) => storage?.serve(port),
    serveReading: (port) => serveReader({ reader: readers, embedder }, port),
    blame: (session) => registry.blame(session),
    faults,
  })
  const registry = new SessionRegistry({ threads, limits: { maxSessions: config.maxSessions, maxOpening: config.admission.maxOpening }, faults })
  const admission = new Admission(config.admission)
  const operations = new Operations({ threads, registry, table, admission, telemetry })
  const door = new Door({ threads, registry, table, admission, authority, origins, page: new PageFiles(), operations, telemetry })
  const listener = await openPort({ telemetry, threads, readers, embedder, storage, authority, model }, listenerOptions(config, door))
  origins.servedAt(listener.port)
  const silence = new SilenceWatch(table, config.idleTimeout)
  return { port: listener.port, stopAsked: operations.stopAsked, store: storage?.store, ...endings({ door, listener, table, registry, silence, telemetry, threads, readers, embedder, storage, authority, model }) }
}

function listenerOptions(config: Config, door: Door): ListenerOptions {
  return {
    host: config.host,
    port: config.port,
    waitMs: config.handoverMs,
    idleTimeout: config.idleTimeout,
    maxPlainSockets: config.admission.maxConnections,
    hardMessageLimit: 16 * limits.messageBytes,
    upgrade: (request) => door.upgrade(request),
    request: (request) => door.request(request),
  }
}

interface Parts extends Owned {
  readonly door: Door
  readonly listener: Listener
  readonly table: ConnectionTable
  readonly registry: SessionRegistry
  readonly silence: SilenceWatch
}

function endings({ door, listener, table, registry, silence, ...owned }: Parts): Pick<Gateway, 'drain' | 'close'> {
  return {
    async drain(graceMs) {
      door.close()
      table.announceStop(graceMs)
      await registry.drain(graceMs)
    },
    async close() {
      door.close()
      listener.close()
      await registry.close('server_stopping')
      silence.close()
      await closeOwned(owned)
    },
  }
}

/** What runs before the port is open, and has to be ended also where it never is. */
interface Owned {
  readonly telemetry: Telemetry
  readonly threads: SessionThreads
  readonly readers: ReaderPool
  readonly embedder: EmbeddingThread | undefined
  readonly storage: StorageThread | undefined
  readonly authority: Authority
  readonly model: StartedModel
}

/**
 * Order: threads first, so that whoever finds the port open is served at once; a server that hands over has let go of it by
 * then, and of the data folder before.
 */
async function openPort(owned: Owned, options: ListenerOptions): Promise<Listener> {
  try {
    await Promise.all([owned.threads.ready(), owned.storage?.opened])
    await owned.authority.ready()
    return await listen(options)
  } catch (error) {
    await closeOwned(owned)
    throw error
  }
}

/** Order: those that use the data folder before the one that holds it. */
async function closeOwned({ telemetry, threads, readers, embedder, storage, authority, model }: Owned): Promise<void> {
  telemetry.close()
  await authority.close()
  await threads.close()
  await readers.close()
  await embedder?.close()
  await storage?.close()
  await model.close()
}
