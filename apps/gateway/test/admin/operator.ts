import type { OperatorView, SessionView } from '@tutor/protocol'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An operator with a token. */
export class Operator {
  readonly #http: string
  readonly #headers: Readonly<Record<string, string>>

  constructor(http: string, token: string) {
    this.#http = http
    this.#headers = { Authorization: `Bearer ${token}` }
  }

  /** That of a server where nobody else is asked who they are. */
  static async of({ http, dataDir }: { readonly http: string; readonly dataDir: string }): Promise<Operator> {
    return new Operator(http, (await readFile(join(dataDir, 'operator-token'), 'utf8')).trim())
  }

  async view(query = ''): Promise<OperatorView> {
    return (await (await fetch(`${this.#http}/admin/state${query}`, { headers: this.#headers })).json()) as OperatorView
  }

  async session(client: string): Promise<SessionView | undefined> {
    const { sessions } = await this.view(`?search=${encodeURIComponent(client)}`)
    return sessions.rows.find((row) => row.client === client)
  }

  /** @returns the status */
  async post(path: string): Promise<number> {
    return (await fetch(`${this.#http}/admin/${path}`, { method: 'POST', headers: this.#headers })).status
  }
}
