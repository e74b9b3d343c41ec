import type { Citation } from '@tutor/protocol'
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

/** A desk that keeps what the tools' words quote. */
interface CitingDesk extends Desk {
  readonly sources: readonly Citation[]
}

export function openDesk({ tools, teaching, model, turn }: { readonly tools: Tools; readonly teaching: Teaching; readonly model: Model; readonly turn: Turn }): CitingDesk {
  const sources: Citation[] = []
  return {
    teaching,
    model,
    sources,
    async call(tool, input = {}) {
      const { citations = [], ...told } = (await tools.call(tool, input, turn.signal)) as Told & { readonly citations?: readonly Citation[] }
      sources.push(...citations)
      return told
    },
  }
}
