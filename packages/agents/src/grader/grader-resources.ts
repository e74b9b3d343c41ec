import type { AgentResource } from '../resources.ts'
import type { GraderAgent } from './grader-agent.ts'

interface Agents {
  readonly grader: GraderAgent
}

export const graderResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'rubric://{item}',
    name: 'rubric',
    title: 'How an item is marked',
    description: 'The kind of answer, its form and its tests; not the key.',
    mimeType: 'application/json',
    read: async ({ grader }, item) => JSON.stringify(await grader.rubric(item)),
  },
]
