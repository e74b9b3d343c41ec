import type { Authority, Credentials } from './authority.ts'
import { bearerOf } from './bearer.ts'
import { unidentified, withRole, type Identified, type Role } from './identity.ts'
import type { OperatorToken } from './operator-token.ts'

/** Lets everybody be whom they say, for a server that only its own machine can reach; but for its operator. */
export class OpenAuthority implements Authority {
  readonly #operatorToken: OperatorToken

  constructor(operatorToken: OperatorToken) {
    this.#operatorToken = operatorToken
  }

  admit(_credentials: Credentials, clientId: string): Identified {
    return { known: true, identity: { user: clientId } }
  }

  identify(): Identified {
    return { known: true, identity: { user: '' } }
  }

  identifyAs(role: Role, { authorization }: Credentials): Identified {
    const token = bearerOf(authorization)
    if (token === undefined || !this.#operatorToken.matches(token)) return unidentified
    return withRole({ known: true, identity: { user: 'operator', roles: ['operator'] } }, role)
  }

  answer(): undefined {}

  entered(): void {}

  left(): void {}

  ready(): Promise<void> {
    return this.#operatorToken.load()
  }

  async close(): Promise<void> {}
}
