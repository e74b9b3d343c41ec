import { DailyTokens, DocumentAgent, documentPrompts, documentResources, documentTools, EchoAgent, FaultyAgent, loadModelLoop, Orchestrator, type Agent, type MaterialChange, type Model, type TokenCounting } from '@tutor/agents'
import { Library, type LibraryOptions } from '@tutor/documents'
import { Catalogue, loadServer, SessionServer } from '@tutor/mcp'
import type { TurnLimits } from '@tutor/protocol'

/** `tutor` for learners, `echo` and `faulty` for load and fault tests. */
export type LeadAgent = 'tutor' | 'echo' | 'faulty'

/**
 * Loads what the first turn of a thread needs (about 0.3 s of work), so that neither its learner nor others on the thread
 * wait for it.
 */
export async function warmUp(agent: LeadAgent): Promise<void> {
  if (agent === 'tutor') await Promise.all([loadServer(), loadModelLoop()])
}

/** One for all sessions of the thread: definitions do not depend on the session. */
const catalogue = new Catalogue<SessionAgents>({ tools: documentTools, resources: documentResources, prompts: documentPrompts })

export interface SessionAgentsOptions {
  readonly agent: LeadAgent
  readonly model: Model
  readonly turnLimits: TurnLimits
  /** What its learner has used of a language model, and where that is kept; asked for when it is needed. */
  readonly counting: () => TokenCounting
  /** The documents the session has already. */
  readonly material: LibraryOptions
  readonly changed: (change: MaterialChange) => Promise<void>
  /** Told of errors that are bugs. */
  readonly fault: (error: unknown) => void
}

/** The agents of one session, their MCP server and their material. Costs next to nothing until it is used. */
export class SessionAgents {
  /** The one that answers the learner. */
  readonly lead: Agent
  readonly document: DocumentAgent
  readonly #library: Library
  readonly #server: SessionServer<SessionAgents>

  constructor({ material, changed, fault, ...options }: SessionAgentsOptions) {
    this.#library = new Library(material)
    this.#server = new SessionServer(catalogue, this, fault)
    this.document = new DocumentAgent(this.#library, this.#server.client('document'), changed)
    this.lead = this.#openLead(options)
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#server.close()
    this.#library.close()
  }

  #openLead({ agent, model, turnLimits: limits, counting }: Pick<SessionAgentsOptions, 'agent' | 'model' | 'turnLimits' | 'counting'>): Agent {
    const { tokensPerDay } = model
    const dailyTokens = tokensPerDay === undefined ? undefined : () => new DailyTokens(counting(), tokensPerDay)
    switch (agent) {
      case 'tutor':
        return new Orchestrator(this.#server.client('orchestrator'), model, { limits, dailyTokens })
      case 'echo':
        return new EchoAgent()
      case 'faulty':
        return new FaultyAgent()
    }
  }
}
