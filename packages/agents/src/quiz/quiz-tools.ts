import { limits } from '@tutor/protocol'
import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import { skillInput } from '../tutoring/skill-input.ts'
import type { QuizAgent } from './quiz-agent.ts'

interface Agents {
  readonly quiz: QuizAgent
}

const id = z.string().min(1).max(limits.idLength)
const words = z.string().max(limits.messageBytes)

/** What the Quiz agent offers over MCP. */
export const quizTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'quiz.start',
    title: 'Begin a quiz',
    description: 'Chooses items and asks the first: a diagnostic over a course, a lesson with hints, a quiz or an exam without help, a review. What was under way is dropped.',
    input: z.object({
      purpose: z.enum(['diagnostic', 'lesson', 'quiz', 'exam', 'review']),
      skills: z.array(skillInput).max(200).optional(),
      courseId: id.optional(),
      count: z.int().min(1).max(50).optional().describe('Items at most'),
      help: z.boolean().optional().describe('Whether hints are given; in lessons unless told'),
    }),
    run: async ({ quiz }: Agents, input, { signal }) => await quiz.start(input, signal),
  }),
  defineTool({
    name: 'quiz.next',
    title: 'Go on with the quiz',
    description: 'Asks the next question; the open one is skipped if it was not answered.',
    input: z.object({ explanation: words.optional().describe('The learner\'s own explanation of a right answer') }),
    run: async ({ quiz }: Agents, { explanation }, { signal }) => await quiz.next(explanation, signal),
  }),
  defineTool({
    name: 'quiz.answer',
    title: 'Answer the open question',
    description: 'The learner\'s own answer to the open question, how sure they are, or both.',
    input: z.object({ answer: words.optional(), confidence: z.number().min(0).max(1).optional().describe('How sure the learner is before the answer') }).refine(({ answer, confidence }) => answer !== undefined || confidence !== undefined, 'an answer or a confidence'),
    run: async ({ quiz }: Agents, input, { signal }) => await quiz.answer(input, signal),
  }),
  defineTool({
    name: 'quiz.make',
    title: 'Make questions from a document',
    description: 'Makes gap questions from one of the learner\'s documents; the key of each stands in it word by word. What is proposed comes first, if it is true to the document.',
    input: z.object({
      documentId: z.string().min(1).max(limits.documentNameLength).optional().describe('Id or name; the newest unless told'),
      count: z.int().min(1).max(30).optional(),
      proposals: z.array(z.object({ quote: z.string().max(400).describe('A sentence of the document, word by word'), key: z.string().max(100).describe('The words of it to be left out; they stand in it once') })).max(30).optional(),
    }),
    run: async ({ quiz }: Agents, input, { signal }) => await quiz.make(input, signal),
  }),
  defineTool({
    name: 'quiz.flag',
    title: 'Doubt a key',
    description: 'The learner says that the key of an item is wrong: their answer gets a second opinion, and the item is set aside.',
    input: z.object({ reason: z.string().max(2_000), itemId: id.optional().describe('Of the last answer unless told') }),
    run: async ({ quiz }: Agents, { reason, itemId }, { signal }) => await quiz.flag(reason, itemId, signal),
  }),
]
