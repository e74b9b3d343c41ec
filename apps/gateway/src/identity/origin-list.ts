import { ConfigError, type Environment } from '../read-variable.ts'
import { isLoopback } from './auth-settings.ts'

export type OriginSettings =
  | { readonly kind: 'listed'; readonly origins: readonly string[] }
  /** Those of the server's own address on loopback, whatever its port turns out to be. */
  | { readonly kind: 'own' }

/** @param host what the server listens on @throws ConfigError */
export function readOriginSettings(env: Environment, host: string): OriginSettings {
  const text = env['ALLOWED_ORIGINS']
  if (!text) return isLoopback(host) ? { kind: 'own' } : { kind: 'listed', origins: [] }
  return { kind: 'listed', origins: text.split(',').map((each) => checkOrigin(each.trim())) }
}

/** As a browser writes it, since it is compared to the letter. */
function checkOrigin(text: string): string {
  const url = URL.parse(text)
  if (url?.origin === text) return text
  const advice = url === null || url.origin === 'null' ? 'https://tutor.example.org' : url.origin
  throw new ConfigError(`ALLOWED_ORIGINS must be origins with commas between them, like ${advice}, not “${text}”.`)
}

/** Of which origins pages may use the server. Whoever sends no `Origin` is no page in a browser. */
export class OriginList {
  readonly #allowed: Set<string>
  readonly #own: boolean

  constructor(settings: OriginSettings) {
    this.#allowed = new Set(settings.kind === 'listed' ? settings.origins : [])
    this.#own = settings.kind === 'own'
  }

  /** The server's port, once it is known. */
  servedAt(port: number): void {
    if (!this.#own) return
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) this.#allowed.add(new URL(`http://${name}:${port}`).origin)
  }

  /** @param origin the header `Origin`, or empty */
  allows(origin: string): boolean {
    return origin === '' || this.#allowed.has(origin)
  }
}
