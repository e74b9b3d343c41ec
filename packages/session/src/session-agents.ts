import {
  DailyTokens,
  DocumentAgent,
  documentPrompts,
  documentResources,
  documentTools,
  EchoAgent,
  FaultyAgent,
  loadModelLoop,
  Orchestrator,
  type Agent,
  type MaterialChange,
  type Model,
} from '@tutor/agents'
import { Library, type LibraryOptions } from '@tutor/documents'
import { Catalogue, loadServer, SessionServer } from '@tutor/mcp'
import type { TurnLimits } from '@tutor/protocol'
import { TeachingAgents, teachingContributions, type SessionTeaching } from './teaching-agents.ts'

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
const catalogue = new Catalogue<SessionAgents>({
  tools: [...documentTools, ...teachingContributions.tools],
  resources: [...documentResources, ...teachingContributions.resources],
  prompts: [...documentPrompts, ...teachingContributions.prompts],
})

export interface SessionAgentsOptions {
  readonly agent: LeadAgent
  readonly model: Model
  readonly turnLimits: TurnLimits
  /** Called once at most, for the first question. */
  readonly teaching: () => SessionTeaching
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
  readonly #openTeaching: () => SessionTeaching
  #opened: { readonly teaching: SessionTeaching; readonly agents: TeachingAgents } | undefined

  constructor({ material, changed, fault, teaching, ...options }: SessionAgentsOptions) {
    this.#openTeaching = teaching
    this.#library = new Library(material)
    this.#server = new SessionServer(catalogue, this, fault)
    this.document = new DocumentAgent(this.#library, this.#server.client('document'), changed)
    this.lead = this.#openLead(options)
  }

  get tutor(): TeachingAgents['tutor'] {
    return this.#teaching.agents.tutor
  }

  get quiz(): TeachingAgents['quiz'] {
    return this.#teaching.agents.quiz
  }

  get grader(): TeachingAgents['grader'] {
    return this.#teaching.agents.grader
  }

  get progress(): TeachingAgents['progress'] {
    return this.#teaching.agents.progress
  }

  get review(): TeachingAgents['review'] {
    return this.#teaching.agents.review
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#server.close()
    this.#library.close()
  }

  /** Made when somebody asks: most sessions of a busy server have just been opened. */
  get #teaching() {
    if (this.#opened) return this.#opened
    const teaching = this.#openTeaching()
    this.#opened = { teaching, agents: new TeachingAgents(teaching, (agent) => this.#server.client(agent)) }
    return this.#opened
  }

  #openLead({ agent, model, turnLimits: limits }: Pick<SessionAgentsOptions, 'agent' | 'model' | 'turnLimits'>): Agent {
    const { tokensPerDay } = model
    const dailyTokens = tokensPerDay === undefined ? undefined : () => new DailyTokens(this.#teaching.teaching, tokensPerDay)
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
