import { TutorError, type DocumentSummary, type Item, type Section } from '@tutor/protocol'
import { madeSkill, type Items } from '../tutoring/items.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { Tools } from '../tools.ts'
import { gapItem, solutionOf } from './gap-item.ts'
import { checkGaps, findGaps, type Gap, type ProposedGap } from './gaps.ts'
import { Headings } from './headings.ts'

/** Characters of a document that are looked through. */
const longestRead = 400_000
const usualCount = 10

export interface MadeItemsStep {
  readonly text: string
  readonly count: number
  /** Proposals that were no good. */
  readonly refused: number
  /** What the items' skill is called, for `quiz.start`. */
  readonly skill: string
}

export interface MakeRequest {
  /** The newest document unless told. */
  readonly documentId?: string | undefined
  readonly count?: number | undefined
  /** What a language model or somebody else thinks worth asking: a sentence of the document and the words to leave out. */
  readonly proposals?: readonly ProposedGap[] | undefined
  readonly signal: AbortSignal
}

interface Source {
  readonly teaching: Teaching
  readonly tools: Tools
  readonly items: Items
}

/**
 * Makes gap questions from a document: the key of each stands in it, word by word. Those that were made before are not made
 * again.
 *
 * @throws TutorError `document_unknown`, `items_none`, `storage_unavailable`
 */
export async function makeItems({ teaching, tools, items }: Source, { documentId, count = usualCount, proposals = [], signal }: MakeRequest): Promise<MadeItemsStep> {
  const document = await documentOf(tools, documentId, signal)
  const { text } = (await tools.call('doc.read', { documentId: document.id, start: 0, end: longestRead }, signal)) as { readonly text: string }
  const { sections } = (await tools.call('doc.outline', { documentId: document.id }, signal)) as { readonly sections: readonly Section[] }
  const skill = madeSkill(document.id)
  const before = await items.of(skill)
  const proposed = checkGaps(text, proposals)
  const refused = proposals.length - proposed.length
  const gaps = chooseGaps({ proposed, found: findGaps(text) }, { name: document.name, before, count })
  if (gaps.length === 0 && before.length === 0) throw new TutorError('items_none', `I find no sentence in “${document.name}” that a question could be made of.`)
  if (gaps.length === 0) return { text: `There is nothing more to ask about in “${document.name}” than what there is.`, count: 0, refused, skill }
  const headings = new Headings(text, sections)
  const made = gaps.map((gap, index) => gapItem(gap, { id: `${skill}/${before.length + index + 1}`, skill, name: document.name, heading: headings.above(gap.sentence.start) }))
  const blob = await teaching.items.keep(made)
  await teaching.log.record({ fact: 'items_made', documentId: document.id, documentName: document.name, blob, count: made.length })
  return { text: `Made ${made.length} ${made.length === 1 ? 'question' : 'questions'} from “${document.name}”.`, count: made.length, refused, skill }
}

/** @throws TutorError `document_unknown` */
async function documentOf(tools: Tools, named: string | undefined, signal: AbortSignal): Promise<DocumentSummary> {
  const { documents } = (await tools.call('doc.list', {}, signal)) as { readonly documents: readonly DocumentSummary[] }
  const document = named === undefined ? documents.at(-1) : documents.find(({ id, name }) => id === named || name === named)
  if (document) return document
  throw new TutorError('document_unknown', documents.length === 0 ? 'You have no documents yet. Add one, then I can ask about it.' : `None of your documents is “${named}”.`)
}

interface Wanted {
  readonly name: string
  readonly before: readonly Item[]
  readonly count: number
}

/** What was proposed, then others, evenly from the beginning of the document to its end; of each sentence one. */
function chooseGaps({ proposed, found }: { readonly proposed: readonly Gap[]; readonly found: readonly Gap[] }, { name, before, count }: Wanted): readonly Gap[] {
  const taken = new Set(before.map(({ solution }) => solution))
  const isNew = (gap: Gap): boolean => {
    // The document's name stands above each question.
    if (name.toLowerCase().includes(gap.key.toLowerCase()) || taken.has(solutionOf(gap))) return false
    taken.add(solutionOf(gap))
    return true
  }
  const first = proposed.filter(isNew).slice(0, count)
  const rest = found.filter(isNew)
  const left = Math.min(count - first.length, rest.length)
  return [...first, ...Array.from({ length: left }, (_, index) => rest[Math.floor((index * rest.length) / left)]!)]
}
