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
  type LearningSession,
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
  /** The documents the session has already. */
  readonly material: LibraryOptions
  readonly session: AgentsSession
  /** Told of errors that are bugs. */
  readonly fault: (error: unknown) => void
}

/** The session that the agents are of. */
export interface AgentsSession {
  /** Keeps a change of the documents. */
  keepChange(change: MaterialChange): Promise<void>
  /** Called once at most, when there is something to answer. */
  openTeaching(): SessionTeaching
}

/** The agents of one session, their MCP server and their material. Costs next to nothing until it is used. */
export class SessionAgents implements LearningSession {
  /** The one that answers the learner. */
  readonly lead: Agent
  readonly document: DocumentAgent
  readonly #library: Library
  readonly #server: SessionServer<SessionAgents>
  readonly #session: AgentsSession
  readonly #model: Model
  #opened: { readonly teaching: SessionTeaching; readonly agents: TeachingAgents } | undefined

  constructor({ material, session, fault, agent, model, turnLimits }: SessionAgentsOptions) {
    this.#session = session
    this.#model = model
    this.#library = new Library(material)
    this.#server = new SessionServer(catalogue, this, fault)
    this.document = new DocumentAgent(this.#library, this.#server.client('document'), (change) => session.keepChange(change))
    this.lead = this.#openLead(agent, turnLimits)
  }

  get teaching(): SessionTeaching {
    return this.#teachers.teaching
  }

  get dailyTokens(): DailyTokens | undefined {
    const { tokensPerDay } = this.#model
    return tokensPerDay === undefined ? undefined : new DailyTokens(this.teaching, tokensPerDay)
  }

  get session(): TeachingAgents['session'] {
    return this.#teachers.agents.session
  }

  get tutor(): TeachingAgents['tutor'] {
    return this.#teachers.agents.tutor
  }

  get quiz(): TeachingAgents['quiz'] {
    return this.#teachers.agents.quiz
  }

  get grader(): TeachingAgents['grader'] {
    return this.#teachers.agents.grader
  }

  get progress(): TeachingAgents['progress'] {
    return this.#teachers.agents.progress
  }

  get review(): TeachingAgents['review'] {
    return this.#teachers.agents.review
  }

  get planner(): TeachingAgents['planner'] {
    return this.#teachers.agents.planner
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#server.close()
    this.#library.close()
  }

  /** Made when somebody asks: most sessions of a busy server have just been opened. */
  get #teachers() {
    if (this.#opened) return this.#opened
    const teaching = this.#session.openTeaching()
    this.#opened = { teaching, agents: new TeachingAgents(teaching, (agent) => this.#server.client(agent)) }
    return this.#opened
  }

  #openLead(agent: LeadAgent, limits: TurnLimits): Agent {
    switch (agent) {
      case 'tutor':
        return new Orchestrator({ tools: this.#server.client('orchestrator'), model: this.#model, limits, session: this })
      case 'echo':
        return new EchoAgent()
      case 'faulty':
        return new FaultyAgent()
    }
  }
}
