import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import { skillInput as skill } from '../tutoring/skill-input.ts'
import type { ProgressAgent } from './progress-agent.ts'

interface Agents {
  readonly progress: ProgressAgent
}

/** What the Progress agent offers over MCP. */
export const progressTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'progress.get',
    title: 'Progress',
    description: 'Lists the skills with how well the learner knows each, and what that rests on.',
    input: z.object({}),
    run: ({ progress }: Agents) => progress.get(),
  }),
  defineTool({
    name: 'progress.explain',
    title: 'Explain a number',
    description: 'Says which answers stand behind the number of a skill, and which do not count.',
    input: z.object({ skill }),
    run: ({ progress }: Agents, input) => progress.explain(input.skill),
  }),
  defineTool({
    name: 'progress.correct',
    title: 'Correct what is thought',
    description: 'The learner says that they know a skill, or do not. It changes what is asked next; a skill is mastered by answers only.',
    input: z.object({ skill, claim: z.enum(['known', 'unknown']), reason: z.string().max(1000).optional() }),
    run: async ({ progress }: Agents, input) => await progress.correct(input.skill, input.claim, input.reason),
  }),
  defineTool({
    name: 'progress.forget',
    title: 'Delete what is known',
    description: 'Deletes all that is known of a skill, or of all skills with `*`. It cannot be undone.',
    input: z.object({ skill }),
    run: async ({ progress }: Agents, input) => await progress.forget(input.skill),
  }),
  defineTool({
    name: 'progress.export',
    title: 'Export what is known',
    description: 'Gives all that is known of the learner as xAPI 1.0.3 statements.',
    input: z.object({}),
    run: ({ progress }: Agents) => progress.export(),
  }),
]
