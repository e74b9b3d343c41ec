import { limits } from '@tutor/protocol'
import { z } from 'zod'
import { defineTool, type AgentTool } from '../tools.ts'
import type { SessionAgent } from './session-agent.ts'

interface Agents {
  readonly session: SessionAgent
}

/** What the Orchestrator offers over MCP. */
export const sessionTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'session.ask',
    title: 'Ask the material',
    description: 'Answers a question from the learner\'s material only, word by word, or says that it is not there.',
    input: z.object({ question: z.string().min(1).max(limits.messageBytes) }),
    run: async ({ session }: Agents, { question }, { signal }) => await session.ask(question, signal),
  }),
  defineTool({
    name: 'session.mode',
    title: 'Say who leads',
    description: 'learn: the tutor leads; ask: it only answers questions.',
    input: z.object({ mode: z.enum(['learn', 'ask']) }),
    run: async ({ session }: Agents, { mode }) => await session.setMode(mode),
  }),
  defineTool({
    name: 'session.share',
    title: 'Show teachers',
    description: 'Whether the learner\'s teachers see how well they know what; without `on` it only says so.',
    input: z.object({ on: z.boolean().optional() }),
    run: async ({ session }: Agents, { on }) => await session.share(on),
  }),
  defineTool({
    name: 'session.cancel',
    title: 'Stop what is under way',
    description: 'Drops the open question and the quiz. What was answered stays.',
    input: z.object({}),
    run: async ({ session }: Agents) => await session.cancel(),
  }),
]
