import {
  GraderAgent,
  graderResources,
  graderTools,
  ProgressAgent,
  progressPrompts,
  progressResources,
  progressTools,
  QuizAgent,
  quizPrompts,
  quizResources,
  quizTools,
  ReviewAgent,
  reviewPrompts,
  reviewResources,
  reviewTools,
  TutorAgent,
  tutorPrompts,
  tutorResources,
  tutorTools,
  type ExportLearning,
  type Teaching,
  type TokenCounting,
  type Tools,
} from '@tutor/agents'

/** What a session gives the agents that teach. */
export interface SessionTeaching extends Teaching, TokenCounting {
  readonly exportLearning: ExportLearning
}

/** The agents of a session that teach. */
export class TeachingAgents {
  readonly tutor: TutorAgent
  readonly quiz: QuizAgent
  readonly grader: GraderAgent
  readonly progress: ProgressAgent
  readonly review: ReviewAgent

  /** @param client an MCP client for the agent of that name */
  constructor(teaching: SessionTeaching, client: (agent: string) => Tools) {
    this.tutor = new TutorAgent(teaching, client('tutor'))
    this.quiz = new QuizAgent(teaching, client('quiz'))
    this.grader = new GraderAgent(teaching)
    this.progress = new ProgressAgent(teaching, teaching.exportLearning)
    this.review = new ReviewAgent(teaching, client('review'))
  }
}

/** What they contribute to the session's MCP server. */
export const teachingContributions = {
  tools: [...tutorTools, ...quizTools, ...graderTools, ...progressTools, ...reviewTools],
  resources: [...tutorResources, ...quizResources, ...graderResources, ...progressResources, ...reviewResources],
  prompts: [...tutorPrompts, ...quizPrompts, ...progressPrompts, ...reviewPrompts],
}
