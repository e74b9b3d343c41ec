import { ProgressAgent, ReviewAgent, type ExportLearning, type Teaching, type TokenCounting, type Tools } from '@tutor/agents'

/** What a session gives the agents that teach. */
export interface SessionTeaching extends Teaching, TokenCounting {
  readonly exportLearning: ExportLearning
}

/** The agents of a session that teach. */
export class TeachingAgents {
  readonly progress: ProgressAgent
  readonly review: ReviewAgent

  /** @param client an MCP client for the agent of that name */
  constructor(teaching: SessionTeaching, client: (agent: string) => Tools) {
    this.progress = new ProgressAgent(teaching, teaching.exportLearning)
    this.review = new ReviewAgent(teaching, client('review'))
  }
}
