import { join } from 'node:path'
import type { AuthSettings } from './auth-settings.ts'
import type { Authority } from './authority.ts'
import { OpenAuthority } from './open-authority.ts'
import { OperatorToken } from './operator-token.ts'

export interface AuthorityOptions {
  readonly auth: AuthSettings
  readonly dataDir: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export async function makeAuthority({ auth, dataDir, now }: AuthorityOptions): Promise<Authority> {
  if (auth.kind === 'none') return new OpenAuthority(new OperatorToken(join(dataDir, 'operator-token')))
  // Loaded only where it is used.
  const [{ TokenVerifier }, { LogoutBook }, { TokenAuthority }] = await Promise.all([
    import('./json-web-token.ts'),
    import('./logout-book.ts'),
    import('./token-authority.ts'),
  ])
  const logouts = new LogoutBook({ file: join(dataDir, 'logouts.json'), now, keepMs: 1000 * auth.maxAgeS + 60_000 })
  return new TokenAuthority({ verifier: new TokenVerifier(auth, now), logouts, now })
}
