import { limits } from '@tutor/protocol'
import { z } from 'zod'
import type { DocumentAgent } from './document-agent.ts'
import { defineTool, type AgentTool } from '../tools.ts'

interface Agents {
  readonly document: DocumentAgent
}

const documentId = z.string().min(1).max(limits.idLength)
const offset = z.int().nonnegative()

/** What the Document agent offers over MCP. */
export const documentTools: readonly AgentTool<Agents>[] = [
  defineTool({
    name: 'doc.add',
    title: 'Add a document',
    description: 'Adds a document (PDF, Word, PowerPoint, EPUB, HTML, Markdown or text) to the learner\'s material.',
    input: z.object({
      name: z.string().min(1).max(limits.documentNameLength),
      source: z.enum(['text', 'base64', 'upload']).describe('How to read `content`: as text, as base64 bytes, or as the id of a finished upload'),
      content: z.string(),
    }),
    run: ({ document }: Agents, { name, source, content }) => document.add(name, source, content),
  }),
  defineTool({
    name: 'doc.list',
    title: 'List the documents',
    description: 'Lists the documents in the learner\'s material.',
    input: z.object({}),
    run: ({ document }: Agents) => ({ documents: document.list() }),
  }),
  defineTool({
    name: 'doc.search',
    title: 'Search the documents',
    description: 'Finds the passages of the learner\'s material that answer a question, each with its verbatim quote and place. The verdict says when the material has no answer.',
    input: z.object({ query: z.string().min(1).max(limits.messageBytes) }),
    run: ({ document }: Agents, { query }) => document.search(query),
  }),
  defineTool({
    name: 'doc.read',
    title: 'Read a span of a document',
    description: 'Reads the text of a document between two character offsets, end exclusive.',
    input: z.object({ documentId, start: offset, end: offset }),
    run: async ({ document }: Agents, { documentId: id, start, end }) => ({ text: await document.read(id, { start, end }) }),
  }),
  defineTool({
    name: 'doc.outline',
    title: 'Outline of a document',
    description: 'Lists the headings of a document and where they stand.',
    input: z.object({ documentId }),
    run: async ({ document }: Agents, { documentId: id }) => ({ sections: await document.outline(id) }),
  }),
  defineTool({
    name: 'doc.remove',
    title: 'Remove a document',
    description: 'Removes a document from the learner\'s material.',
    input: z.object({ documentId }),
    run: async ({ document }: Agents, { documentId: id }) => {
      await document.remove(id)
      return { removed: id }
    },
  }),
]
