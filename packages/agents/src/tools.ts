import type { z } from 'zod'

/**
 * A tool that an agent contributes to its session's MCP server. Defined once and shared by all sessions; `agents` are
 * the ones of the session that is asked.
 */
export interface AgentTool<Agents> {
  /** Dotted, the agent first: `doc.search`. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  /** @returns the structured result, JSON */
  run(agents: Agents, input: Readonly<Record<string, unknown>>, context: { readonly signal: AbortSignal }): object | Promise<object>
}

/** A tool as a model sees it. */
export interface ToolDefinition {
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

/** Checks that a tool's `run` takes what its `input` schema gives. */
export function defineTool<Agents, Input extends z.ZodObject>(tool: {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: Input
  run(agents: Agents, input: z.output<Input>, context: { readonly signal: AbortSignal }): object | Promise<object>
}): AgentTool<Agents> {
  return tool
}
