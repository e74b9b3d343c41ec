import { z } from 'zod'
import type { AgentPrompt, AgentResource } from '../resources.ts'
import type { PlannerAgent } from './planner-agent.ts'

interface Agents {
  readonly planner: PlannerAgent
}

export const plannerResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'plan://current',
    name: 'plan',
    title: 'The plan',
    description: 'The way to the learner\'s goal, day by day.',
    mimeType: 'application/json',
    read: ({ planner }) => JSON.stringify(planner.current()),
  },
]

export const plannerPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'exam_in_two_weeks',
    title: 'Exam in two weeks',
    description: 'Prepares the learner for an exam, by their plan.',
    input: z.object({
      subject: z.string().optional().describe('What the exam is about'),
      examOn: z.string().optional().describe('Its day; in 14 days without it'),
    }),
    write: ({ planner }, { subject, examOn = 'in 14 days' }) => `I have an exam${subject === undefined ? '' : ` in ${subject}`}, ${examOn}. Help me to prepare for it. My plan so far:

${planner.tell()}

If there is no plan, or it is for another exam or day, ask me for the goal, the day and the minutes I have a day, and tell me to
make one with /plan GOAL by DATE. Otherwise take me through what is to be done today (plan.today), reviews first. Do not answer
the questions for me. When I have missed days, say what has moved and what no longer fits, and do not promise that I will pass.`,
  },
]
