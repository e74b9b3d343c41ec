import type { z } from 'zod'

/** A resource of a session's MCP server, or a family of them. Defined once and shared by all sessions, as a tool is. */
export interface Resource<Owner> {
  /** `learner://mastery`, or with one variable at its end: `learner://evidence/{skill}`. */
  readonly uri: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: string
  /** The values of the variable that there are now. */
  list?(owner: Owner): readonly ResourceEntry[] | Promise<readonly ResourceEntry[]>
  /** @param value of the variable, decoded; empty without one. @throws TutorError where there is no such thing */
  read(owner: Owner, value: string): string | Promise<string>
}

export interface ResourceEntry {
  readonly value: string
  readonly title: string
}

/** A prompt of a session's MCP server: words for a language model, made from what the session knows. */
export interface Prompt<Owner> {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Texts only, as MCP has it. */
  readonly input: z.ZodObject<Record<string, z.ZodType<string | undefined>>>
  /** @returns the text of the one message from the user. @throws TutorError */
  write(owner: Owner, input: Readonly<Record<string, string | undefined>>): string | Promise<string>
}
