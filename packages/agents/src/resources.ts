import type { z } from 'zod'

/**
 * A resource, or a family of them, that an agent contributes to its session's MCP server. Defined once and shared by all
 * sessions; `agents` are the ones of the session that is asked.
 */
export interface AgentResource<Agents> {
  /** `learner://mastery`, or with one variable at its end: `learner://evidence/{skill}`. */
  readonly uri: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: 'application/json' | 'text/markdown' | 'text/plain'
  /** The values of the variable that there are now; of a resource without one there is no need. */
  list?(agents: Agents): readonly ResourceEntry[] | Promise<readonly ResourceEntry[]>
  /** @param value of the variable, decoded; empty without one. @throws TutorError where there is no such thing */
  read(agents: Agents, value: string): string | Promise<string>
}

export interface ResourceEntry {
  readonly value: string
  readonly title: string
}

/** A prompt that an agent contributes: words for a language model, made from what the session knows. */
export interface AgentPrompt<Agents> {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Texts only, as MCP has it. */
  readonly input: z.ZodObject<Record<string, z.ZodType<string | undefined>>>
  /** @returns the text of the one message from the user */
  write(agents: Agents, input: Readonly<Record<string, string | undefined>>): string | Promise<string>
}
