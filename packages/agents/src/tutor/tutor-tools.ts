import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import { skillInput } from '../tutoring/skill-input.ts'
import type { TutorAgent } from './tutor-agent.ts'

interface Agents {
  readonly tutor: TutorAgent
}

const skill = skillInput.optional().describe('Id or title of a skill; that of the open question, or the next to learn, without it')

/** What the Tutor agent offers over MCP. */
export const tutorTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'tutor.hint',
    title: 'Next hint',
    description: 'Gives the next hint to the open question: a question, where to look, the rule, the first step, the solution. Each needs an attempt before it.',
    input: z.object({}),
    run: async ({ tutor }: Agents, _, { signal }) => await tutor.hint(signal),
  }),
  defineTool({
    name: 'tutor.explain',
    title: 'Explain a skill',
    description: 'Explains a skill as the course does.',
    input: z.object({ skill }),
    run: ({ tutor }: Agents, input) => tutor.explain(input.skill),
  }),
  defineTool({
    name: 'tutor.worked_example',
    title: 'Worked example',
    description: 'Shows a task like those of a skill, solved step by step.',
    input: z.object({ skill }),
    run: ({ tutor }: Agents, input) => tutor.workedExample(input.skill),
  }),
  defineTool({
    name: 'tutor.reveal',
    title: 'Show the solution',
    description: 'Shows the solution of the open question when its hints were tried; the question does not count then, and another of its kind follows.',
    input: z.object({}),
    run: async ({ tutor }: Agents, _, { signal }) => await tutor.reveal(signal),
  }),
]
