import { readModelSettings, type ModelSettings } from '@tutor/models'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { TurnLimits } from '@tutor/protocol'
import { readAdmissionSettings, type AdmissionSettings } from './admission/admission-settings.ts'
import { readAuthSettings, type AuthSettings } from './identity/auth-settings.ts'
import { readOriginSettings, type OriginSettings } from './identity/origin-list.ts'
import { readReadingSettings, type ReadingSettings } from './reading/reading-settings.ts'
import { ConfigError, readChoice, readInteger, type Environment } from './read-variable.ts'
import { readSupervisionSettings, type SupervisionSettings } from './supervision/supervision-settings.ts'
import { readTurnLimits } from './read-turn-limits.ts'

export interface Config {
  readonly host: string
  /** 0 lets the system choose a free one. */
  readonly port: number
  /** Absolute path of the folder for all that the server keeps between starts. */
  readonly dataDir: string
  /** Absolute path of the folder with the operator's courses; it need not be there. */
  readonly coursesDir: string
  /** The platform's address, under which what learners export is named: an absolute URL. */
  readonly homePage: string
  /** Session threads. */
  readonly threads: number
  /** Most sessions that may be open at a time, over all threads. */
  readonly maxSessions: number
  /** Where histories are kept; `memory` keeps nothing beyond a session's last connection or the server's end. */
  readonly store: 'sqlite' | 'memory'
  /** Milliseconds without a message after which a session goes to sleep. */
  readonly idleMs: number
  /** Seconds without a sign of life after which a connection is closed. */
  readonly idleTimeout: number
  /** Milliseconds that the answers under way get to end when the server stops. */
  readonly drainMs: number
  /** How long the start may wait for a server that still has the data folder or the port, in ms. */
  readonly handoverMs: number
  readonly admission: AdmissionSettings
  readonly auth: AuthSettings
  /** Of the pages that may use the server. */
  readonly origins: OriginSettings
  readonly agent: 'tutor' | 'echo' | 'faulty'
  readonly model: ModelSettings
  readonly supervision: SupervisionSettings
  readonly turnLimits: TurnLimits
  readonly reading: ReadingSettings
  /** Whether searches go by meaning, too. */
  readonly embeddings: boolean
}

/** Reads the configuration. @throws ConfigError that names the variable and what it may be */
export function readConfig(env: Environment): Config {
  const host = env['HOST'] || '127.0.0.1'
  const dataDir = resolve(env['DATA_DIR'] || 'data')
  return {
    host,
    port: readInteger(env, 'PORT', { least: 0, most: 65_535, otherwise: 8080 }),
    dataDir,
    homePage: readHomePage(env),
    coursesDir: resolve(env['COURSES_DIR'] || join(dataDir, 'courses')),
    // One core is left to the main thread, which every message crosses twice.
    threads: readInteger(env, 'THREADS', { least: 1, most: 256, otherwise: Math.max(1, availableParallelism() - 1) }),
    maxSessions: readInteger(env, 'MAX_SESSIONS', { least: 1, most: 1_000_000, otherwise: 20_000 }),
    store: readChoice(env, 'STORE', ['sqlite', 'memory']),
    idleMs: readInteger(env, 'IDLE_MS', { least: 50, most: 2_147_483_647, otherwise: 60_000 }),
    // uWebSockets.js takes no other.
    idleTimeout: readInteger(env, 'IDLE_TIMEOUT_S', { least: 8, most: 960, otherwise: 60 }),
    drainMs: readInteger(env, 'DRAIN_MS', { least: 0, most: 600_000, otherwise: 8_000 }),
    handoverMs: 1_000 * readInteger(env, 'HANDOVER_S', { least: 0, most: 3_600, otherwise: 0 }),
    admission: readAdmissionSettings(env),
    auth: readAuthSettings(env, host),
    origins: readOriginSettings(env, host),
    agent: readChoice(env, 'AGENT', ['tutor', 'echo', 'faulty']),
    model: readModel(env),
    supervision: readSupervisionSettings(env),
    turnLimits: readTurnLimits(env),
    reading: readReadingSettings(env),
    embeddings: readChoice(env, 'EMBEDDINGS', ['off', 'on']) === 'on',
  }
}

function readHomePage({ HOME_PAGE: text }: Environment): string {
  if (!text) return 'http://localhost'
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  throw new ConfigError(`HOME_PAGE must be an address like https://tutor.example.org, not “${text}”.`)
}

function readModel(env: Environment): ModelSettings {
  try {
    return readModelSettings(env)
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
