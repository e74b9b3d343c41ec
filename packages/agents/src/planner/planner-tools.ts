import { limits } from '@tutor/protocol'
import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import { skillInput } from '../tutoring/skill-input.ts'
import type { PlannerAgent } from './planner-agent.ts'

interface Agents {
  readonly planner: PlannerAgent
}

const examOn = z.string().min(1).max(60).optional().describe('The day of the exam: 2026-12-11, 11 December, in 14 days, next Friday')
const minutesPerDay = z.int().min(10).max(240).optional().describe('Minutes the learner has for it on a day')

/** What the Planner agent offers over MCP. */
export const plannerTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'plan.create',
    title: 'Make a plan',
    description: 'Makes a dated plan to a goal: what to learn and to review on which day, with a mock exam before the exam.',
    input: z.object({
      goal: z.string().max(limits.documentNameLength).optional().describe('What the learner wants, in their words: a course, or skills'),
      skills: z.array(skillInput).min(1).max(200).optional().describe('The skills meant, where the goal does not name them'),
      examOn,
      minutesPerDay,
    }),
    run: async ({ planner }: Agents, input) => await planner.create(input),
  }),
  defineTool({
    name: 'plan.today',
    title: 'What to do today',
    description: 'The tasks of today. Where days were missed or a skill was forgotten, the plan is made anew first.',
    input: z.object({}),
    run: async ({ planner }: Agents) => await planner.today(),
  }),
  defineTool({
    name: 'plan.adjust',
    title: 'Change the plan',
    description: 'Makes the plan anew from today on, with another day of the exam, another time per day or without a skill.',
    input: z.object({ examOn, minutesPerDay, skip: skillInput.optional() }),
    run: async ({ planner }: Agents, input) => await planner.adjust(input),
  }),
]
