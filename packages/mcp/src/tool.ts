import type { z } from 'zod'

/**
 * A tool of a session's MCP server. Defined once and shared by all sessions; `Owner` is what differs between them:
 * whatever a session hands to its server.
 */
export interface Tool<Owner> {
  /** Dotted, the contributor first: `doc.search`. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  /**
   * @param input as the `input` schema gives it: checked, without unknown keys
   * @returns the structured result, JSON
   * @throws TutorError to tell the caller; anything else is a bug, of which the caller learns only `run_failed`
   */
  run(owner: Owner, input: Readonly<Record<string, unknown>>, context: ToolContext): object | Promise<object>
}

export interface ToolContext {
  /** Aborts when the caller gives up and when the session closes. */
  readonly signal: AbortSignal
}
