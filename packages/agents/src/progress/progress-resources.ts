import { TutorError } from '@tutor/protocol'
import { z } from 'zod'
import type { AgentPrompt, AgentResource } from '../resources.ts'
import type { ProgressAgent } from './progress-agent.ts'

interface Agents {
  readonly progress: ProgressAgent
}

export const progressResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'learner://mastery',
    name: 'mastery',
    title: 'What the learner knows',
    description: 'Each skill with the probability that the learner knows it and the ids of the answers behind it.',
    mimeType: 'application/json',
    read: ({ progress }) => {
      const { skills, course, percent } = progress.get()
      return JSON.stringify({ ...(course && { course }), percent, skills })
    },
  },
  {
    uri: 'learner://evidence/{skill}',
    name: 'evidence',
    title: 'The answers behind a number',
    description: 'The answers of the learner to items of one skill, oldest first, and which of them count.',
    mimeType: 'application/json',
    list: ({ progress }) => progress.known().map(({ id, title }) => ({ value: id, title })),
    read: ({ progress }, value) => {
      if (!progress.known().some(({ id }) => id === value)) throw new TutorError('evidence_unknown')
      const { skill, evidence } = progress.explain(value)
      return JSON.stringify({ mastery: skill, evidence })
    },
  },
]

export const progressPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'reflect',
    title: 'Look back',
    description: 'Helps the learner to look back on what they have learned, by the evidence.',
    input: z.object({ skill: z.string().optional().describe('One skill; all without it') }),
    write: ({ progress }, { skill }) => {
      const { text } = skill === undefined ? progress.get() : progress.explain(skill)
      return `Help me to look back on what I have learned. This is what is known, by my answers:

${text}

Ask me one question at a time, and wait for my answer: what went well and how I did it, what was hard and where exactly, how
sure I was and whether I was right to be, what I will do differently next. Keep to the evidence above; do not judge me, and
do not change the numbers. End with one thing to practise next.`
    },
  },
]
