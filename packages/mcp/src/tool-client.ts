import type { Client } from '@modelcontextprotocol/client'
import { tutorErrorOf, valueOf } from './tool-result.ts'

/** A tool as a client sees it. */
export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** JSON Schema of the input, always of type object. */
  readonly inputSchema: Readonly<Record<string, unknown>>
}

/** Opens the MCP client of an agent. */
export type Connect = (agentName: string) => Promise<Client>

/** The longest a timer can wait: the caller's signal says when to give up, not the SDK's 60 s. */
const timeout = 2 ** 31 - 1

/** An agent's own MCP client. Connects when it is first used. */
export class ToolClient {
  readonly #agentName: string
  readonly #connect: Connect
  #client: Promise<Client> | undefined

  constructor(agentName: string, connect: Connect) {
    this.#agentName = agentName
    this.#connect = connect
  }

  /** @throws TutorError `run_failed` when the session is closed */
  async list(): Promise<readonly ToolDefinition[]> {
    try {
      const client = await this.#connected()
      // Past the SDK's cache, which would keep a copy of the list in every client.
      const { tools } = await client.listTools(undefined, { cacheMode: 'bypass' })
      return tools.map(({ name, description = '', inputSchema }) => ({ name, description, inputSchema }))
    } catch (error) {
      throw tutorErrorOf(error)
    }
  }

  /**
   * @returns the tool's structured result: the object that the tool gave, not a copy of it
   * @throws the signal's reason, at once, when it aborts
   * @throws TutorError the tool's; `tool_unknown`, `tool_input_invalid`; `run_failed` for all else, as a closed session
   */
  async call(name: string, input: object, signal?: AbortSignal): Promise<unknown> {
    try {
      const client = await this.#connected()
      const options = { timeout, ...(signal && { signal }) }
      return valueOf(await client.callTool({ name, arguments: { ...input } }, options))
    } catch (error) {
      // The SDK rejects with an error of its own that has the reason as text only.
      signal?.throwIfAborted()
      throw tutorErrorOf(error)
    }
  }

  #connected(): Promise<Client> {
    return (this.#client ??= this.#connect(this.#agentName))
  }
}
