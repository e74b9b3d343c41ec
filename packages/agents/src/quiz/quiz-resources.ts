import { TutorError } from '@tutor/protocol'
import { z } from 'zod'
import type { AgentPrompt, AgentResource } from '../resources.ts'
import type { QuizAgent } from './quiz-agent.ts'

interface Agents {
  readonly quiz: QuizAgent
}

export const quizResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'quiz://{id}',
    name: 'quiz',
    title: 'A quiz',
    description: 'The quiz that is under way or the last one: its purpose, how far it is and what came of it. No keys.',
    mimeType: 'application/json',
    list: ({ quiz }) => quiz.known().map(({ quizId, purpose }) => ({ value: quizId, title: `The ${purpose}` })),
    read: ({ quiz }, id) => {
      const found = quiz.known().find(({ quizId }) => quizId === id)
      if (!found) throw new TutorError('quiz_none', 'There is no quiz with this id, or it is too long ago.')
      return JSON.stringify(found)
    },
  },
  {
    uri: 'bank://{course}',
    name: 'bank',
    title: 'The items of a course',
    description: 'How many items of which kind and difficulty there are for each skill of a course. Neither tasks nor keys.',
    mimeType: 'application/json',
    list: ({ quiz }) => quiz.courses().map(({ id, title }) => ({ value: id, title })),
    read: ({ quiz }, id) => JSON.stringify(quiz.bank(id)),
  },
]

export const quizPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'make_quiz',
    title: 'Make a quiz',
    description: 'Asks for questions about one of the learner\'s documents.',
    input: z.object({ document: z.string().optional().describe('Id or name; the newest unless told') }),
    write: (_, { document }) => `Make a quiz about ${document === undefined ? 'my newest document' : `the document “${document}”`}. Read it with doc.read, choose the
sentences that matter most, and call quiz.make with them as proposals; then call quiz.start with the skill that it returns. Ask
me one question at a time and wait for my answer; give it to quiz.answer as I wrote it. Whether it is right is decided there,
not by you.`,
  },
]
