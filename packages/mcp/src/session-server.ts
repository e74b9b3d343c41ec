import type { Transport } from '@modelcontextprotocol/server'
import { TutorError } from '@tutor/protocol'
import type { Catalogue } from './catalogue.ts'
import type { Fault, McpSession } from './mcp-session.ts'
import { ToolClient, type Connect } from './tool-client.ts'

type ServerState<Owner> =
  | { readonly status: 'unused' }
  | { readonly status: 'used'; readonly session: Promise<McpSession<Owner>> }
  | { readonly status: 'closed' }

const unused = { status: 'unused' } as const
const closed = { status: 'closed' } as const

/** Loads what the first session of a thread that uses its server would wait for, and the others with it. */
export async function loadServer(): Promise<void> {
  await import('./mcp-session.ts')
}

/** The MCP server of one session. Costs next to nothing until it is used. */
export class SessionServer<Owner> {
  readonly #catalogue: Catalogue<Owner>
  readonly #owner: Owner
  readonly #fault: Fault
  readonly #connect: Connect = async (agentName) => (await this.#session()).connect(agentName)
  #state: ServerState<Owner> = unused

  /**
   * @param owner what the tools are run on
   * @param fault told of the bugs of tools; MUST NOT throw
   */
  constructor(catalogue: Catalogue<Owner>, owner: Owner, fault: Fault) {
    this.#catalogue = catalogue
    this.#owner = owner
    this.#fault = fault
  }

  /** A client for one of the session's agents, under the agent's name. */
  client(agentName: string): ToolClient {
    return new ToolClient(agentName, this.#connect)
  }

  /**
   * Serves a client from outside, of this or an older protocol version, until it leaves or the session closes. Whoever
   * attaches it has checked that it may use the session's tools.
   *
   * @throws TutorError `run_failed` when the session is closed
   */
  async attach(transport: Transport): Promise<void> {
    const session = await this.#session()
    session.attach(transport)
  }

  /** Rejects the calls under way and aborts the tools that run for them. Idempotent. */
  async close(): Promise<void> {
    const state = this.#state
    this.#state = closed
    if (state.status === 'used') await (await state.session).close()
  }

  #session(): Promise<McpSession<Owner>> {
    switch (this.#state.status) {
      case 'unused': {
        const session = this.#open()
        this.#state = { status: 'used', session }
        return session
      }
      case 'used':
        return this.#state.session
      case 'closed':
        throw new TutorError('run_failed', 'The session is closed.')
    }
  }

  /** The first session of a thread that gets here loads the SDK. */
  async #open(): Promise<McpSession<Owner>> {
    const { McpSession } = await import('./mcp-session.ts')
    return new McpSession(this.#catalogue, this.#owner, this.#fault)
  }
}
