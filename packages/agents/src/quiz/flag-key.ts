import { TutorError, type Evidence, type Item } from '@tutor/protocol'
import { keyVersion } from '../tutoring/key-version.ts'
import type { Items } from '../tutoring/items.ts'
import type { NewFact } from '../tutoring/learner.ts'
import type { Teaching } from '../tutoring/teaching.ts'

/** `remarked_right`: the answer is as good as the key. `set_aside`: nobody can tell, so it counts neither way and is not asked again. */
export type FlagOutcome = 'remarked_right' | 'set_aside'

export interface Flag {
  readonly reason: string
  /** Of the last answer unless told. */
  readonly itemId?: string | undefined
  readonly signal: AbortSignal
}

interface Flagged {
  readonly text: string
  readonly outcome: FlagOutcome
  /** To be recorded. */
  readonly facts: readonly NewFact[]
  /** Whether the open question is closed by them. */
  readonly closes: boolean
}

/** What comes of the learner's word that a key is wrong: a second opinion where there is an answer, and the item is set aside. @throws TutorError `item_unknown`; the signal's reason */
export async function flagKey(teaching: Teaching, items: Items, { reason, itemId, signal }: Flag): Promise<Flagged> {
  const { learner } = teaching
  const { question } = learner
  const id = itemId ?? learner.evidence().at(-1)?.itemId ?? question?.item.id
  const item = id === undefined ? undefined : await items.find(id)
  if (!item) throw new TutorError('item_unknown', 'There is no question whose key could be wrong. Answer one first.')
  const answer = learner.evidence(item.skill).findLast((each) => each.itemId === item.id && each.verdict !== 'right')
  const remarked = answer ? await secondMark(teaching, { item, answer, signal }) : undefined
  const closes = question?.item.id === item.id
  // Order: the flag comes before the new mark, which it would make doubtful otherwise.
  const facts: readonly NewFact[] = [
    { fact: 'key_flagged', itemId: item.id, keyVersion: keyVersion(item), reason: reason.slice(0, 500) },
    ...(remarked ? [remarked] : []),
    ...(closes ? [{ fact: 'question_closed', questionId: question.questionId, reason: 'dropped' } as const] : []),
  ]
  const about = `It was about: ${item.prompt.trim().split('\n')[0]!.slice(0, 120)}`
  if (remarked) return { outcome: 'remarked_right', facts, closes, text: `You are right: your answer is as good as the key. It counts now, and the key is noted for whoever keeps the course. ${about}` }
  return { outcome: 'set_aside', facts, closes, text: `Noted. I cannot tell who is right, so this question counts neither for nor against you, and it is not asked again until its key has changed. ${about}` }
}

async function secondMark({ marker }: Teaching, { item, answer, signal }: { readonly item: Item; readonly answer: Evidence; readonly signal: AbortSignal }): Promise<NewFact | undefined> {
  const mark = await marker.secondOpinion(item, answer.answer, signal)
  return mark.verdict === 'right' ? { fact: 'remarked', answerId: answer.answerId, mark, keyVersion: keyVersion(item) } : undefined
}

/** Marks anew what was answered by a doubted key, now that the course has another. @returns what the learner is told of it */
export async function remarkChanged(teaching: Teaching, items: Items, signal: AbortSignal): Promise<string | undefined> {
  const { learner, log, marker } = teaching
  const facts: (NewFact & { readonly fact: 'remarked' })[] = []
  for (const { answerId, itemId, answer, keyVersion: before } of learner.evidence()) {
    if (!learner.isDoubted(itemId, before)) continue
    const item = await items.find(itemId)
    if (!item || keyVersion(item) === before) continue
    facts.push({ fact: 'remarked', answerId, mark: await marker.mark(item, answer, signal), keyVersion: keyVersion(item) })
  }
  if (facts.length === 0) return undefined
  await log.record(...facts)
  const right = facts.filter(({ mark }) => mark.verdict === 'right').length
  return `A key that you doubted has changed, and ${facts.length === 1 ? 'your answer was' : `${facts.length} answers of yours were`} marked anew: ${facts.length === 1 ? (right === 1 ? 'it is right' : 'it is still not right') : `${right} of them are right`}.`
}
