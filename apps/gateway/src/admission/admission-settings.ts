import { readInteger, type Environment } from '../read-variable.ts'
import { readProxies, type ProxyRange } from './client-address.ts'

/** How much anybody may open and send. Per address: nothing is limited for loopback that is no trusted proxy. */
export interface AdmissionSettings {
  readonly proxies: readonly ProxyRange[]
  /** Connections open at a time. */
  readonly maxConnections: number
  readonly connectionsPerAddress: number
  readonly connectionsPerUser: number
  /** Connections and requests that one address may begin in a minute, refused ones included. */
  readonly attemptsPerAddress: number
  /** Connections that one user may begin in a minute. */
  readonly attemptsPerUser: number
  /** Sessions that may be opening at a time before newcomers are asked to come later. */
  readonly maxOpening: number
  /** Of one connection, on the average of ten seconds. */
  readonly messagesPerS: number
  readonly bytesPerS: number
  /** Bytes of documents that are arriving: over HTTP in all, and through the WebSockets of each session thread. */
  readonly uploadBytes: number
}

const mebibyte = 1024 * 1024

/** @throws ConfigError */
export function readAdmissionSettings(env: Environment): AdmissionSettings {
  const count = (name: string, otherwise: number): number => readInteger(env, name, { least: 1, most: 10_000_000, otherwise })
  return {
    proxies: readProxies(env, 'TRUSTED_PROXIES'),
    maxConnections: count('MAX_CONNECTIONS', 16_000),
    connectionsPerAddress: count('CONNECTIONS_PER_ADDRESS', 500),
    connectionsPerUser: count('CONNECTIONS_PER_USER', 50),
    attemptsPerAddress: count('ATTEMPTS_PER_ADDRESS', 1_000),
    attemptsPerUser: count('ATTEMPTS_PER_USER', 200),
    maxOpening: count('MAX_OPENING', 2_000),
    messagesPerS: count('MESSAGES_PER_S', 300),
    // A message of the largest size always fits.
    bytesPerS: readInteger(env, 'BYTES_PER_S', { least: 65_536, most: 1024 * mebibyte, otherwise: 10 * mebibyte }),
    uploadBytes: mebibyte * readInteger(env, 'UPLOADS_MB', { least: 64, most: 65_536, otherwise: 256 }),
  }
}
