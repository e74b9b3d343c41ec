/** A tool as a model sees it. */
export interface ToolDefinition {
  /** Dotted, the agent first: `doc.search`. */
  readonly name: string
  readonly description: string
  /** JSON Schema of the input, always of type object. */
  readonly inputSchema: Readonly<Record<string, unknown>>
}

/**
 * What an agent needs of its MCP client.
 *
 * An implementer MUST reject a call with a `TutorError` when the tool raised one, MUST reject when `signal` aborts,
 * and MUST NOT connect to anything before the first call.
 */
export interface Tools {
  list(): Promise<readonly ToolDefinition[]>
  /** @returns the tool's structured result */
  call(name: string, input: object, signal?: AbortSignal): Promise<unknown>
}
