import { z } from 'zod'
import type { AgentPrompt, AgentResource } from '../resources.ts'
import type { ReviewAgent } from './review-agent.ts'

interface Agents {
  readonly review: ReviewAgent
}

export const reviewResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'review://today',
    name: 'today',
    title: 'Today\'s reviews',
    description: 'The skills whose review is due, and those of the week that follows.',
    mimeType: 'application/json',
    read: ({ review }) => JSON.stringify(review.today()),
  },
]

export const reviewPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'daily_review',
    title: 'Daily review',
    description: 'Takes the learner through what is due today.',
    input: z.object({}),
    write: ({ review }) => `Take me through my reviews of today. ${review.due().text}

Begin with the first. For each: ask me to recall it without looking, wait for my answer, and ask how sure I am before you say
anything about it. Give no answer and no hint before I have tried. Whether I was right is decided by the tutor, not by you.
When I was wrong, ask what I did, and let me find the step. Go to another skill after each question.`,
  },
]
