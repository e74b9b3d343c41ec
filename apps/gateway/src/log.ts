import { hash } from 'node:crypto'
import { destination, pino } from 'pino'
import { loggableError } from './loggable-error.ts'

/**
 * What a line tells beside its message: numbers, codes, paths of the server. Nothing that a client has sent and no
 * secret: `err` is shown without its text, `client` (a client id) as a short hash.
 */
interface Details {
  readonly err?: unknown
  readonly client?: string
  readonly [name: string]: unknown
}

/** The message is the same text at every call. Without one, pino would take the error's. */
interface Write {
  (message: string): void
  (details: Details, message: string): void
}

/** For mistakes of ours: names that hold secrets wherever they stand. */
const secrets = ['authorization', 'token', 'ticket', 'apiKey', 'secret', 'password']

/** For the operator: JSON lines on standard error, of the main thread and the session threads alike. */
export const log: Readonly<Record<'debug' | 'info' | 'warn' | 'error' | 'fatal', Write>> = pino(
  {
    base: { pid: process.pid },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    serializers: { err: loggableError, client: clientTag },
  },
  destination({ fd: 2, sync: true }),
)

/** Enough to find the lines of a client whose id one knows: the first 12 digits of its SHA-256. */
function clientTag(clientId: unknown): string {
  return hash('sha256', String(clientId), 'hex').slice(0, 12)
}
