import { describePlace, TutorError, type Section } from '@tutor/protocol'
import { z } from 'zod'
import type { DocumentAgent } from './document-agent.ts'
import type { AgentPrompt, AgentResource } from '../resources.ts'

interface Agents {
  readonly document: DocumentAgent
}

/** A document as a whole may be longer than anybody wants in one piece; `doc.read` gives the rest. */
const longestRead = 65_536

export const documentResources: readonly AgentResource<Agents>[] = [
  {
    uri: 'doc://{id}',
    name: 'document',
    title: 'A document',
    description: `The text of one of the learner's documents, its first ${longestRead} characters; with #120-340 at the end those from 120 to 340, as citations name them.`,
    mimeType: 'text/plain',
    list: ({ document }) => document.list().map(({ id, name }) => ({ value: id, title: name })),
    read: async ({ document }, value) => {
      const [, id = value, start = '0', end = String(longestRead)] = /^(.*)#(\d{1,9})-(\d{1,9})$/.exec(value) ?? []
      return await document.read(id, { start: Number(start), end: Math.min(Number(end), Number(start) + longestRead) })
    },
  },
  {
    uri: 'doc://outline/{id}',
    name: 'outline',
    title: 'The outline of a document',
    description: "The headings of one of the learner's documents and where they stand.",
    mimeType: 'text/markdown',
    list: ({ document }) => document.list().map(({ id, name }) => ({ value: id, title: `Outline of ${name}` })),
    read: async ({ document }, id) => linesOf(await document.outline(id)),
  },
]

export const documentPrompts: readonly AgentPrompt<Agents>[] = [
  {
    name: 'summarise_section',
    title: 'Summarise a section',
    description: "Asks for a summary of one section of the learner's material, with its sources.",
    input: z.object({
      document: z.string().describe('Id or name of the document'),
      section: z.string().optional().describe('Title of the section; the whole document without it'),
    }),
    write: async ({ document }, { document: wanted = '', section }) => {
      const found = document.list().find(({ id, name }) => id === wanted || name === wanted)
      if (!found) throw new TutorError('document_unknown')
      const outline = linesOf(await document.outline(found.id))
      const subject = section === undefined ? `the document “${found.name}”` : `the section “${section}” of “${found.name}”`
      return `Summarise ${subject} in five sentences at most. Find its text with doc.search and doc.read (document ${found.id}), support every
sentence with the number of its passage in brackets, and say so if the material does not have it. These are its headings:

${outline}`
    },
  },
]

function linesOf(sections: readonly Section[]): string {
  return sections.map(({ title, place }) => `- ${title} (${describePlace(place)})`).join('\n')
}
