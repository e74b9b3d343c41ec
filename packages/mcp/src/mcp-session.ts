import { Client } from '@modelcontextprotocol/client'
import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolRequestParams,
  type CallToolResult,
  type GetPromptRequestParams,
  type GetPromptResult,
  type ReadResourceResult,
  type Transport,
} from '@modelcontextprotocol/server'
import { serveStdio, type StdioServerHandle } from '@modelcontextprotocol/server/stdio'
import { reportOf, TutorError } from '@tutor/protocol'
import { z } from 'zod'
import type { Catalogue } from './catalogue.ts'
import { FanIn } from './fan-in.ts'
import type { Tool } from './tool.ts'
import { failureResult, successResult } from './tool-result.ts'

/** Told of what a tool threw that is no `TutorError`: a bug, of which its caller learns no more than `run_failed`. */
export type Fault = (error: unknown) => void

const serverInfo = { name: 'tutor', title: 'Tutor AI', version: '0.1.0' }
const capabilities = { tools: {}, resources: {}, prompts: {} }

/** What the server answers to `server/discover`. A client that knows it connects without a round trip. */
export const discover = {
  resultType: 'complete',
  supportedVersions: ['2026-07-28'],
  capabilities,
  _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo },
}

/** What a session has of the MCP SDK, once it uses it. The only file that loads the SDK. */
export class McpSession<Owner> {
  readonly #catalogue: Catalogue<Owner>
  readonly #owner: Owner
  readonly #fault: Fault
  readonly #agents = new FanIn()
  readonly #connections = new Set<StdioServerHandle>()

  constructor(catalogue: Catalogue<Owner>, owner: Owner, fault: Fault) {
    this.#catalogue = catalogue
    this.#owner = owner
    this.#fault = fault
    this.attach(this.#agents)
  }

  /** All agents' clients share one server, over the fan-in. */
  async connect(agentName: string): Promise<Client> {
    const client = new Client({ name: agentName, version: serverInfo.version })
    await client.connect(this.#agents.open(), { prior: { kind: 'modern', discover } })
    return client
  }

  attach(transport: Transport): void {
    const connection = serveStdio(() => this.#newServer(), { transport })
    this.#connections.add(connection)
    // After serveStdio, which puts its own handler in.
    const { onclose } = transport
    transport.onclose = () => {
      this.#connections.delete(connection)
      onclose?.()
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.close()))
  }

  #newServer(): Server {
    const server = new Server(serverInfo, { capabilities })
    server.setRequestHandler('tools/list', () => ({ tools: [...this.#catalogue.definitions] }))
    server.setRequestHandler('resources/list', async () => ({ resources: await this.#tellingFaults(() => this.#catalogue.resources.list(this.#owner)) }))
    server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [...this.#catalogue.resources.templates] }))
    server.setRequestHandler('resources/read', ({ params: { uri } }) => this.#read(uri))
    server.setRequestHandler('prompts/list', () => ({ prompts: [...this.#catalogue.prompts] }))
    server.setRequestHandler('prompts/get', ({ params }) => this.#prompt(params))
    server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => this.#call(params, mcpReq.signal))
    return server
  }

  async #read(uri: string): Promise<ReadResourceResult> {
    const result = await this.#tellingFaults(() => this.#catalogue.resources.read(this.#owner, uri))
    if (!result) throw protocolError(new TutorError('resource_unknown'), ProtocolErrorCode.InvalidParams)
    return result
  }

  async #prompt({ name, arguments: given = {} }: GetPromptRequestParams): Promise<GetPromptResult> {
    const prompt = this.#catalogue.findPrompt(name)
    if (!prompt) throw protocolError(new TutorError('prompt_unknown'), ProtocolErrorCode.InvalidParams)
    const { data, error } = prompt.input.safeParse(given)
    if (error) throw protocolError(new TutorError('tool_input_invalid', z.prettifyError(error)), ProtocolErrorCode.InvalidParams)
    const text = await this.#tellingFaults(async () => prompt.write(this.#owner, data))
    return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] }
  }

  /** @throws ProtocolError in place of whatever the work throws */
  async #tellingFaults<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof TutorError)) this.#fault(error)
      throw protocolError(error, error instanceof TutorError ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError)
    }
  }

  async #call({ name, arguments: input = {} }: CallToolRequestParams, signal: AbortSignal): Promise<CallToolResult> {
    const tool = this.#catalogue.find(name)
    if (!tool) throw unknownTool()
    try {
      return successResult(await tool.run(this.#owner, checkedInput(tool, input), { signal }))
    } catch (error) {
      if (!(error instanceof TutorError) && !signal.aborted) this.#fault(error)
      return failureResult(reportOf(error, 'run_failed'))
    }
  }
}

/** What MCP answers by an error of its own has ours as its data. */
function protocolError(thrown: unknown, code: ProtocolErrorCode): ProtocolError {
  const report = reportOf(thrown, 'run_failed')
  return new ProtocolError(code, report.message, report)
}

/** MCP tells of an unknown tool by a protocol error, of all else that goes wrong with a tool by its result. */
function unknownTool(): ProtocolError {
  return protocolError(new TutorError('tool_unknown'), ProtocolErrorCode.InvalidParams)
}

/** @throws TutorError `tool_input_invalid` */
function checkedInput<Owner>(tool: Tool<Owner>, input: object): Record<string, unknown> {
  const { data, error } = tool.input.safeParse(input)
  if (error) throw new TutorError('tool_input_invalid', z.prettifyError(error))
  return data
}
