import { limits } from '@tutor/protocol'
import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import { skillInput } from '../tutoring/skill-input.ts'
import type { ReviewAgent } from './review-agent.ts'

interface Agents {
  readonly review: ReviewAgent
}

/** What the Review agent offers over MCP. */
export const reviewTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'review.due',
    title: 'Reviews that are due',
    description: 'Lists the skills whose review is due, the most urgent first.',
    input: z.object({}),
    run: ({ review }: Agents) => review.due(),
  }),
  defineTool({
    name: 'review.start',
    title: 'Begin the review',
    description: 'Asks the learner one item of each skill whose review is due, or goes on with a review that is under way.',
    input: z.object({}),
    run: async ({ review }: Agents, _, { signal }) => await review.start(signal),
  }),
  defineTool({
    name: 'review.answer',
    title: 'Answer a review question',
    description: 'The learner\'s answer to the open question of the review.',
    input: z.object({
      answer: z.string().min(1).max(limits.messageBytes),
      confidence: z.number().min(0).max(1).optional().describe('How sure the learner was before the answer'),
    }),
    run: async ({ review }: Agents, input, { signal }) => await review.answer(input, signal),
  }),
  defineTool({
    name: 'review.snooze',
    title: 'Put a review off',
    description: 'Puts the review of a skill off by some days.',
    input: z.object({
      skill: skillInput,
      days: z.int().min(1).max(30),
    }),
    run: async ({ review }: Agents, { skill, days }) => await review.snooze(skill, days),
  }),
]
