import { readdirSync, readFileSync } from 'node:fs'
import { Library, type Embedder } from '@tutor/documents'
import { EmbeddingThread } from '@tutor/embeddings'
import { describePlace, type Passage, type SearchResult } from '@tutor/protocol'
import { buildPdf, foreignQuestions, lessonQuestions, sampleLesson } from '@tutor/testkit'
import data from './data/retrieval.json' with { type: 'json' }
import type { Evaluation, Score } from './evaluation.ts'

/** A question, and whether a passage is the one that answers it; `inQuote` where its one sentence does. */
interface Answerable {
  readonly question: string
  isAt(passage: Pick<Passage, 'documentName' | 'context' | 'place'>): boolean
  inQuote(passage: Passage): boolean
  /** The heading that the answer stands under, where a section is named and no passage shown. */
  readonly section: string | undefined
}

interface Material {
  readonly name: string
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly answerable: readonly Answerable[]
  readonly foreign: readonly string[]
  /** What its figures have to reach; without it they are only shown. */
  readonly targets?: { readonly recall: number; readonly auroc: number }
}

const folder = new URL('data/material/', import.meta.url)

/**
 * The lesson: a PDF of four pages, and questions as learners ask them. The texts: ten subjects at once, questions in other words than the
 * texts have, and foreign ones of which two in five are about the same subjects.
 */
const materials: readonly Material[] = [lesson(), texts()]

/** Whether the right place is found, and whether questions that nothing answers are told from the others. */
export const retrieval: Evaluation = {
  name: 'retrieval',
  summary: 'finds the passage that answers a question, and says when none does',
  run: async ({ progress }) => {
    const byWords = (await Promise.all(materials.map((material) => measure(material)))).flat()
    return [...byWords, ...(await byMeaning(progress))]
  },
}

/** The same with embeddings, where they are installed. One question after the other: of many at a time, some would be answered by words alone. */
async function byMeaning(progress: (line: string) => void): Promise<readonly Score[]> {
  const embedder = await EmbeddingThread.start().catch(() => undefined)
  if (!embedder) progress('retrieval: without rows for EMBEDDINGS=on, which need `npm run embeddings`')
  const scores: Score[] = []
  try {
    // What they have to reach, words have to reach alone.
    for (const { targets: _, ...material } of embedder ? materials : []) {
      scores.push(...(await measure({ ...material, name: `${material.name}, with meaning` }, embedder)))
    }
    return scores
  } finally {
    await embedder?.close()
  }
}

async function measure({ name, files, answerable, foreign, targets }: Material, embedder?: Embedder): Promise<readonly Score[]> {
  using library = new Library({ embedder })
  for (const file of files) await library.add(file)
  const own = await inTurn(answerable, async (asked) => ({ asked, result: await library.search(asked.question) }))
  const others = await inTurn(foreign, async (question) => ({ question, result: await library.search(question) }))
  const at = (rank: number) => own.filter(({ asked, result }) => placesOf(asked, result).slice(0, rank).includes(true))
  const first = at(1)
  const answered = others.filter(({ result }) => result.verdict === 'found')
  const exactly = own.filter(({ asked, result }) => result.verdict === 'found' && asked.inQuote(result.passages[0]!))
  return [
    { what: `${name}: recall@1`, value: first.length / own.length, cases: own.length, ...(targets && { target: { atLeast: targets.recall } }), wrong: own.filter((each) => !first.includes(each)).map(({ asked }) => asked.question) },
    { what: `${name}: recall@5`, value: at(5).length / own.length, cases: own.length },
    { what: `${name}: answered, the first sentence is the right one`, value: exactly.length / own.length, cases: own.length },
    { what: `${name}: AUROC of answer or abstain`, value: auroc(own.map(({ result }) => scoreOf(result)), others.map(({ result }) => scoreOf(result))), cases: own.length + others.length, ...(targets && { target: { atLeast: targets.auroc } }) },
    { what: `${name}: answered of the answerable`, value: own.filter(({ result }) => result.verdict === 'found').length / own.length, cases: own.length },
    { what: `${name}: answered of the foreign`, value: answered.length / others.length, cases: others.length, wrong: answered.map(({ question }) => question) },
  ]
}

async function inTurn<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const item of items) results.push(await each(item))
  return results
}

function lesson(): Material {
  return {
    name: 'lesson',
    files: [{ name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) }],
    answerable: lessonQuestions.map(([question, page, words]) => ({
      question,
      isAt: ({ place, context }) => describePlace(place) === `page ${page}` && plain(context).includes(plain(words)),
      inQuote: ({ quote }) => plain(quote).includes(plain(words)),
      section: undefined,
    })),
    foreign: foreignQuestions,
    targets: { recall: 0.93, auroc: 0.95 },
  }
}

function texts(): Material {
  const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }))
  return {
    name: 'ten texts',
    files,
    answerable: data.answerable.map(([question = '', document, words = '']) => {
      const text = files.find(({ name }) => name === `${document}.md`)!.bytes.toString('utf8')
      return {
        question,
        isAt: ({ documentName, context }) => documentName === `${document}.md` && plain(context).includes(words),
        inQuote: ({ documentName, quote }) => documentName === `${document}.md` && plain(quote).includes(words),
        section: text.split(/\n(?=#)/).find((section) => plain(section).includes(words))?.split('\n')[0]?.replace(/^#+ /, ''),
      }
    }),
    foreign: data.foreign,
  }
}

/** Of each place that is named, the best first, whether it is the right one: in the answer, or among the nearest where there is none. */
function placesOf(asked: Answerable, result: SearchResult): readonly boolean[] {
  if (result.verdict === 'found') return result.passages.map((passage) => asked.isAt(passage))
  return result.verdict === 'not_found' ? result.nearest.map(({ title }) => title === asked.section) : []
}

function scoreOf(result: SearchResult): number {
  return result.verdict === 'no_documents' ? 0 : (result.score ?? 0)
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** Probability that one of the first scores higher than one of the others; ties count half. */
function auroc(first: readonly number[], others: readonly number[]): number {
  let wins = 0
  for (const one of first) for (const other of others) wins += one > other ? 1 : one === other ? 0.5 : 0
  return wins / (first.length * others.length)
}
