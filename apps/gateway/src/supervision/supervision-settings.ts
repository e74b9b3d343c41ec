import { totalmem } from 'node:os'
import { readInteger, type Environment } from '../read-variable.ts'

/** How session threads are bounded and watched. Memory in MiB. */
export interface SupervisionSettings {
  /** A thread that gives no sign of life for so long is ended, in ms. */
  readonly hangMs: number
  /** JavaScript heap of a thread that many sessions share, and of one that has one session. */
  readonly threadHeapMb: number
  readonly dedicatedHeapMb: number
  /** Memory of Buffers and the like that a thread may hold. */
  readonly threadBuffersMb: number
  /** Resident memory of the process. */
  readonly maxRssMb: number
  /** Sessions that may be in quarantine at a time, each on a thread of its own. */
  readonly dedicatedThreads: number
}

/** @throws ConfigError that names the variable and what it may be */
export function readSupervisionSettings(env: Environment): SupervisionSettings {
  const megabytes = (name: string, otherwise: number): number => readInteger(env, name, { least: 64, most: 1_048_576, otherwise })
  return {
    hangMs: readInteger(env, 'HANG_MS', { least: 500, most: 3_600_000, otherwise: 2_500 }),
    threadHeapMb: megabytes('THREAD_HEAP_MB', 512),
    dedicatedHeapMb: megabytes('DEDICATED_HEAP_MB', 128),
    threadBuffersMb: megabytes('THREAD_BUFFERS_MB', 384),
    maxRssMb: megabytes('MAX_RSS_MB', Math.max(512, Math.floor(availableMemory() * 0.75 / 1024 / 1024))),
    dedicatedThreads: readInteger(env, 'DEDICATED_THREADS', { least: 1, most: 64, otherwise: 2 }),
  }
}

/** What the process may take, in bytes: its container's limit, where it has one. */
function availableMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
