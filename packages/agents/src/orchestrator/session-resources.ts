import { z } from 'zod'
import type { AgentPrompt, AgentResource } from '../resources.ts'
import type { SessionAgent } from './session-agent.ts'

interface Agents {
  readonly session: SessionAgent
}

export const sessionResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'session://state',
    name: 'state',
    title: 'What is under way',
    description: 'Who leads, the course, the open question, the quiz and the plan. No keys.',
    mimeType: 'application/json',
    read: ({ session }) => JSON.stringify(session.state()),
  },
  {
    uri: 'session://transcript',
    name: 'transcript',
    title: 'The conversation',
    description: 'The last questions and answers, oldest first.',
    mimeType: 'application/json',
    read: ({ session }) => JSON.stringify(session.transcript()),
  },
]

export const sessionPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'start_lesson',
    title: 'Begin a lesson',
    description: 'Asks for a lesson about a skill, or the next one.',
    input: z.object({ skill: z.string().optional().describe('Id or title; the next to learn without it') }),
    write: (_, { skill }) => `Begin a lesson${skill === undefined ? '' : ` about ${skill}`}: call quiz.start with the purpose lesson${skill === undefined ? '' : ` and this skill`}. Explain what the question is about with
tutor.explain if I have not met it yet, ask me the question as it is, and wait. Give my answer to quiz.answer as I wrote it. When I am
stuck, call tutor.hint; never tell the answer. Whether an answer is right is decided by the tools, not by you.`,
  },
]
