import { TutorError, type DocumentSummary, type Item, type Section } from '@tutor/protocol'
import { madeSkill } from '../tutoring/items.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { Tools } from '../tools.ts'
import { findGaps, type Gap } from './gaps.ts'

/** Characters of a document that are looked through. */
const longestRead = 400_000
const usualCount = 10

export interface MadeItemsStep {
  readonly text: string
  readonly count: number
  /** What the items' skill is called, for `quiz.start`. */
  readonly skill: string
}

interface Request {
  /** The newest document unless told. */
  readonly documentId?: string | undefined
  readonly count?: number | undefined
  readonly signal: AbortSignal
}

/** Makes gap questions from a document: the key of each stands in it, word by word. @throws TutorError `document_unknown`, `items_none`, `storage_unavailable` */
export async function makeItems(teaching: Teaching, tools: Tools, { documentId, count = usualCount, signal }: Request): Promise<MadeItemsStep> {
  const { documents } = (await tools.call('doc.list', {}, signal)) as { readonly documents: readonly DocumentSummary[] }
  const document = documentId === undefined ? documents.at(-1) : documents.find(({ id, name }) => id === documentId || name === documentId)
  if (!document) throw new TutorError('document_unknown', documents.length === 0 ? 'You have no documents yet. Add one, then I can ask about it.' : `None of your documents is “${documentId}”.`)
  const { text } = (await tools.call('doc.read', { documentId: document.id, start: 0, end: longestRead }, signal)) as { readonly text: string }
  const { sections } = (await tools.call('doc.outline', { documentId: document.id }, signal)) as { readonly sections: readonly Section[] }
  const skill = madeSkill(document.id)
  const before = teaching.learner.madeItems.filter((each) => each.documentId === document.id).reduce((sum, each) => sum + each.count, 0)
  const items = spread(findGaps(text).slice(before), count).map((gap, index) => itemOf(gap, { id: `${skill}/${before + index + 1}`, skill, name: document.name, heading: headingOf(text, gap, sections) }))
  if (items.length === 0) throw new TutorError('items_none', `I find no sentence in “${document.name}” that a question could be made of${before > 0 ? ', beyond those that there are' : ''}.`)
  const blob = await teaching.items.keep(items)
  await teaching.log.record({ fact: 'items_made', documentId: document.id, blob, count: items.length })
  return { text: `Made ${items.length} ${items.length === 1 ? 'question' : 'questions'} from “${document.name}”.`, count: items.length, skill }
}

/** So many, evenly from the beginning to the end. */
function spread(gaps: readonly Gap[], count: number): readonly Gap[] {
  if (gaps.length <= count) return gaps
  return Array.from({ length: count }, (_, index) => gaps[Math.floor((index * gaps.length) / count)]!)
}

function headingOf(text: string, { start }: Gap, sections: readonly Section[]): string | undefined {
  const placed = sections.map(({ title }) => ({ title, at: text.lastIndexOf(title, start) })).filter(({ at }) => at >= 0)
  return placed.toSorted((a, b) => b.at - a.at)[0]?.title
}

function itemOf({ asked, sentence, key, answer }: Gap, { id, skill, name, heading }: { readonly id: string; readonly skill: string; readonly name: string; readonly heading: string | undefined }): Item {
  const place = heading === undefined || heading.toLowerCase().includes(key.toLowerCase()) ? `Look it up in “${name}”.` : `Look in “${name}”, under “${heading}”.`
  const isNumber = answer.kind === 'number'
  return {
    id,
    skill,
    prompt: `Fill the gap, from “${name}”:\n\n> ${asked.replace(/\s+/g, ' ')}`,
    answer,
    hints: {
      question: isNumber ? 'What is counted or measured here, and is it large or small?' : 'What is described here? Say it in your own words first.',
      pointer: place,
      rule: isNumber ? 'Read the sentence before it in your document; the number belongs to the same thing.' : `It is ${key.split(/\s+/).length === 1 ? 'one word' : `${key.split(/\s+/).length} words`}.`,
      firstStep: isNumber ? `It has ${key.replace(/\D/g, '').length} ${key.replace(/\D/g, '').length === 1 ? 'digit' : 'digits'}.` : `It begins with “${key[0]}”.`,
    },
    solution: `“${sentence.replace(/\s+/g, ' ')}”`,
    difficulty: 2,
  }
}
