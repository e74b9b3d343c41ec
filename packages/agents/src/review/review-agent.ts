import { TutorError, type Review } from '@tutor/protocol'
import type { Tools } from '../tools.ts'
import { dayText } from '../tutoring/day-text.ts'
import { madeSkill } from '../tutoring/items.ts'
import { findKnownSkill, nameSkill } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'

/** Most skills of one review: about a quarter of an hour. What is left is due tomorrow as well. */
const mostSkills = 10

const dayMs = 86_400_000

export interface DueReviews {
  readonly text: string
  /** The most urgent first. */
  readonly reviews: readonly Review[]
  /** The one that comes next, where none is due. */
  readonly next?: Review
  /** What `quiz.start` gave, where the review was begun. */
  readonly quiz?: unknown
}

/** Brings back what was mastered before it is forgotten: says what is due, and has it asked. */
export class ReviewAgent {
  readonly #tutoring: Tutoring
  readonly #tools: Tools

  /** @param tools which have `quiz.start` and `quiz.answer` */
  constructor(tutoring: Tutoring, tools: Tools) {
    this.#tutoring = tutoring
    this.#tools = tools
  }

  due(): DueReviews {
    const now = this.#tutoring.now()
    const all = this.#tutoring.learner.reviews(now)
    const reviews = all.filter(({ dueAt }) => dueAt <= now)
    const next = all.find(({ dueAt }) => dueAt > now)
    if (reviews.length > 0) return { text: this.#dueText(reviews, now), reviews }
    if (!next) return { text: 'No review is due. Reviews begin when you have mastered a skill.', reviews }
    return { text: `No review is due. The next is “${this.#title(next)}” on ${dayText(next.dueAt, now)}.`, reviews, next }
  }

  /**
   * Begins a quiz over what is due, one item of each skill, so that they come mixed. Where nothing is due it only says so;
   * a review that is under way is gone on with.
   *
   * @throws what `quiz.start` and `quiz.next` throw
   */
  async start(signal: AbortSignal): Promise<DueReviews> {
    const { quiz } = this.#tutoring.learner
    const due = this.due()
    if (quiz?.purpose === 'review') return { ...due, ...textOf(await this.#tools.call('quiz.next', {}, signal), due.text) }
    const askable = due.reviews.filter(({ skill }) => this.#isAskable(skill))
    if (askable.length === 0) return due
    const skills = askable.slice(0, mostSkills).map(({ skill }) => skill)
    const started = await this.#tools.call('quiz.start', { purpose: 'review', skills, count: skills.length }, signal)
    return { ...due, ...textOf(started, due.text) }
  }

  /** The learner's answer to the open question of the review. @throws TutorError `quiz_none`; what `quiz.answer` throws */
  async answer(input: { readonly answer: string; readonly confidence?: number | undefined }, signal: AbortSignal): Promise<object> {
    const { quiz, question } = this.#tutoring.learner
    // The last question of a quiz may be open when its quiz has ended already.
    if (quiz?.purpose !== 'review' && question?.purpose !== 'review') throw new TutorError('quiz_none', 'No review is under way. /review begins one.')
    const { answer, confidence } = input
    return (await this.#tools.call('quiz.answer', { answer, ...(confidence !== undefined && { confidence }) }, signal)) as object
  }

  /** @throws TutorError `skill_unknown`, `evidence_unknown` where the skill has no review, `storage_unavailable` */
  async snooze(skillText: string, days: number): Promise<{ readonly text: string; readonly until: number }> {
    const { id, title } = findKnownSkill(this.#tutoring, skillText)
    const now = this.#tutoring.now()
    const review = this.#tutoring.learner.reviews(now).find(({ skill }) => skill === id)
    if (!review) throw new TutorError('evidence_unknown', `“${title}” has no review: it was not mastered yet.`)
    const until = now + days * dayMs
    if (review.dueAt >= until) return { text: `The review of “${title}” is due later anyway, on ${dayText(review.dueAt, now)}.`, until: review.dueAt }
    await this.#tutoring.log.record({ fact: 'review_snoozed', skill: id, until })
    return { text: `The review of “${title}” is put off until ${dayText(until, now)}. You remember it with a probability of ${review.retrievability.toFixed(2)} now; it falls until then.`, until }
  }

  /** What is due now, and in the week that follows. */
  today(): { readonly due: readonly NamedReview[]; readonly week: readonly NamedReview[] } {
    const now = this.#tutoring.now()
    const named = this.#tutoring.learner.reviews(now).map((review) => ({ ...review, title: this.#title(review) }))
    return {
      due: named.filter(({ dueAt }) => dueAt <= now),
      week: named.filter(({ dueAt }) => dueAt > now && dueAt <= now + 7 * dayMs),
    }
  }

  #dueText(reviews: readonly Review[], now: number): string {
    const lines = reviews.map((review) => `- ${this.#title(review)}: since ${dayText(review.dueAt, now)}, remembered with ${review.retrievability.toFixed(2)}`)
    return `${reviews.length === 1 ? 'One review is' : `${reviews.length} reviews are`} due:\n${lines.join('\n')}`
  }

  #isAskable(skill: string): boolean {
    const { courses, learner } = this.#tutoring
    return courses.items(skill).length > 0 || learner.madeItems.some(({ documentId }) => madeSkill(documentId) === skill)
  }

  #title({ skill }: Review): string {
    return nameSkill(this.#tutoring, skill).title
  }
}

export interface NamedReview extends Review {
  readonly title: string
}

/** What is said first, then the question. */
function textOf(quiz: unknown, first: string): Pick<DueReviews, 'text' | 'quiz'> {
  const { text = '' } = quiz as { readonly text?: string }
  return { text: `${first}\n\n${text}`.trim(), quiz }
}
