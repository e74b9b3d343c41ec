import { limits } from '@tutor/protocol'
import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import type { GraderAgent } from './grader-agent.ts'

interface Agents {
  readonly grader: GraderAgent
}

const itemId = z.string().min(1).max(limits.idLength)
const answer = z.string().max(limits.messageBytes)
const term = z.string().min(1).max(300)

/** What the Grader agent offers over MCP. */
export const graderTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'grade.answer',
    title: 'Mark an answer',
    description: 'Marks an answer to an item that is not asked at the moment. Nothing of it is kept.',
    input: z.object({ itemId, answer }),
    run: async ({ grader }: Agents, input, { signal }) => await grader.grade(input.itemId, input.answer, { signal }),
  }),
  defineTool({
    name: 'grade.math',
    title: 'Compare two terms',
    description: 'Tells whether two terms of the learner\'s own are the same for all values of their variables.',
    input: z.object({ left: term, right: term }),
    run: ({ grader }: Agents, { left, right }) => grader.math(left, right),
  }),
  defineTool({
    name: 'grade.code',
    title: 'Try code',
    description: 'Runs the tests of an exercise that is not asked at the moment, in a sandbox.',
    input: z.object({ itemId, code: answer }),
    run: async ({ grader }: Agents, input, { signal }) => await grader.grade(input.itemId, input.code, { kind: 'code', signal }),
  }),
  defineTool({
    name: 'grade.text',
    title: 'Mark a text',
    description: 'Marks a text by the key points of an item that is not asked at the moment.',
    input: z.object({ itemId, answer }),
    run: async ({ grader }: Agents, input, { signal }) => await grader.grade(input.itemId, input.answer, { kind: 'points', signal }),
  }),
]
