import type { Turn } from '../agent.ts'
import type { Model } from '../model.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { Tools } from '../tools.ts'

/** What it takes to do what a learner asks for in one turn. */
export interface Desk {
  readonly teaching: Teaching
  readonly model: Model
  /** Calls an agent's tool, whose result has words for the learner. */
  call(tool: string, input?: object): Promise<Told>
}

/** What a tool gives back. */
export interface Told {
  readonly text: string
  readonly [field: string]: unknown
}

/** Does what a command asks for. @returns what is said */
export type Handler = (argument: string, desk: Desk) => Promise<string>

export function openDesk({ tools, teaching, model, turn }: { readonly tools: Tools; readonly teaching: Teaching; readonly model: Model; readonly turn: Turn }): Desk {
  return { teaching, model, call: async (tool, input = {}) => (await tools.call(tool, input, turn.signal)) as Told }
}
