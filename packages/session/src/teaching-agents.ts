import {
  GraderAgent,
  graderResources,
  graderTools,
  PlannerAgent,
  plannerPrompts,
  plannerResources,
  plannerTools,
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
  SessionAgent,
  sessionPrompts,
  sessionResources,
  sessionTools,
  TutorAgent,
  tutorPrompts,
  tutorResources,
  tutorTools,
  type Exchange,
  type ExportLearning,
  type Teaching,
  type TokenCounting,
  type Tools,
} from '@tutor/agents'

/** What a session gives the agents that teach. */
export interface SessionTeaching extends Teaching, TokenCounting {
  readonly exportLearning: ExportLearning
  /** What was said before, oldest first. */
  readonly exchanges: () => readonly Exchange[]
}

/** The agents of a session that teach. */
export class TeachingAgents {
  readonly session: SessionAgent
  readonly tutor: TutorAgent
  readonly quiz: QuizAgent
  readonly grader: GraderAgent
  readonly progress: ProgressAgent
  readonly review: ReviewAgent
  readonly planner: PlannerAgent

  /** @param client an MCP client for the agent of that name */
  constructor(teaching: SessionTeaching, client: (agent: string) => Tools) {
    this.session = new SessionAgent(teaching, client('session'), teaching.exchanges)
    this.tutor = new TutorAgent(teaching, client('tutor'))
    this.quiz = new QuizAgent(teaching, client('quiz'))
    this.grader = new GraderAgent(teaching)
    this.progress = new ProgressAgent(teaching, teaching.exportLearning)
    this.review = new ReviewAgent(teaching, client('review'))
    this.planner = new PlannerAgent(teaching)
  }
}

/** What they contribute to the session's MCP server. */
export const teachingContributions = {
  tools: [...sessionTools, ...tutorTools, ...quizTools, ...graderTools, ...progressTools, ...reviewTools, ...plannerTools],
  resources: [...sessionResources, ...tutorResources, ...quizResources, ...graderResources, ...progressResources, ...reviewResources, ...plannerResources],
  prompts: [...sessionPrompts, ...tutorPrompts, ...quizPrompts, ...progressPrompts, ...reviewPrompts, ...plannerPrompts],
}
