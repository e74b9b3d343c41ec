import { TutorError, type AskedItem, type AskedQuestion, type Citation, type HintLevel, type HintRefusal, type Item, type OpenQuestion, type Skill, describePlace } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import { findSkill } from '../tutoring/find-skill.ts'
import { Items } from '../tutoring/items.ts'
import type { NewFact } from '../tutoring/learner.ts'
import { nextSkill } from '../tutoring/next-skill.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { LeakGuard } from '../guard/leak-guard.ts'
import { Grounding } from '../orchestrator/grounding.ts'
import { twinQuestion } from '../quiz/asked-question.ts'
import { hasHelp, waitingQuestion } from '../quiz/open-question.ts'
import { questionText } from '../quiz/question-text.ts'
import type { QuizStep, QuizSummary } from '../quiz/quiz-step.ts'
import { settleExpired } from '../quiz/settle-expired.ts'
import type { Tools } from '../tools.ts'
import { findTwin } from './find-twin.ts'
import { hintDecision, revealDecision } from './ladder.ts'
import { noHelpText, refusalText } from './refusal-text.ts'

export interface HintStep {
  readonly text: string
  readonly status: 'given' | 'refused'
  readonly level?: HintLevel
  readonly reason?: HintRefusal
  /** The twin, where the solution was shown. */
  readonly question?: AskedQuestion
  /** Of the quiz, where it is over by it. */
  readonly summary?: QuizSummary
  /** What it quotes of the learner's documents, read back and compared. */
  readonly citations?: readonly Citation[]
}

type Hint = Pick<HintStep, 'text' | 'citations'>

const names: Readonly<Record<HintLevel, string>> = { 1: 'a question', 2: 'where to look', 3: 'the rule', 4: 'the first step', 5: 'the solution' }

/** Explains, and helps with the open question: as much as gets the learner on, and no more. */
export class TutorAgent {
  readonly #teaching: Teaching
  readonly #tools: Tools
  readonly #items: Items

  /** @param tools which have `doc.search`, `doc.read` and `quiz.next` */
  constructor(teaching: Teaching, tools: Tools) {
    this.#teaching = teaching
    this.#tools = tools
    this.#items = new Items(teaching)
  }

  /** The next rung of the ladder, if it may be had. @throws TutorError `question_none`, `question_expired`, `storage_unavailable` */
  async hint(signal: AbortSignal): Promise<HintStep> {
    const { question, item } = await this.#open()
    const decision = hintDecision(question, this.#help(question))
    if ('refusal' in decision) return await this.#refuse(question, decision.refusal)
    const { level } = decision
    if (level === 5) return await this.#solve(question, item, signal)
    const { text, ...sources } = await this.#hint(item, level, signal)
    await this.#teaching.log.record({ fact: 'hint_given', questionId: question.questionId, level })
    return { status: 'given', level, ...sources, text: `**Hint ${level} of 5**, ${names[level]}: ${text}` }
  }

  /** The solution, if enough was tried. @throws TutorError `question_none`, `question_expired`, `storage_unavailable` */
  async reveal(signal: AbortSignal): Promise<HintStep> {
    const { question, item } = await this.#open()
    const refusal = revealDecision(question, this.#help(question))
    return refusal ? await this.#refuse(question, refusal, 'reveal') : await this.#solve(question, item, signal)
  }

  /** @throws TutorError `skill_unknown`, `course_unknown` */
  explain(skillText?: string): { readonly text: string; readonly skill?: string } {
    const refusal = this.#refusalToExplain(skillText)
    if (refusal !== undefined) return { text: refusal }
    const { id, title, explanation } = this.#skill(skillText)
    return { skill: id, text: `**${title}**\n\n${explanation.trim()}` }
  }

  /** A task of the same kind that is not asked, with its steps. @throws TutorError `skill_unknown`, `course_unknown`, `items_none` */
  workedExample(skillText?: string): { readonly text: string; readonly skill?: string } {
    const refusal = this.#refusalToExplain(skillText)
    if (refusal !== undefined) return { text: refusal }
    const { id, title, workedExamples } = this.#skill(skillText)
    const { length } = workedExamples
    if (length === 0) throw new TutorError('items_none', `There is no worked example of “${title}”.`)
    // Another one each time the learner has answered.
    const example = workedExamples[this.#teaching.learner.evidence(id).length % length]!
    return { skill: id, text: [`**Example** · ${title}`, example.task.trim(), example.steps.map((step, index) => `${index + 1}. ${step}`).join('\n')].join('\n\n') }
  }

  /** The item that has a ladder: the open one, if it has not expired. */
  laddered(): AskedItem | undefined {
    return waitingQuestion(this.#teaching)?.item
  }

  /** What the learner has been given of an item's ladder. @throws TutorError `item_unknown` where it is not the open one */
  async ladder(itemId: string): Promise<{ readonly item: string; readonly level: number; readonly given: readonly string[]; readonly next: string }> {
    const { question } = this.#teaching.learner
    const item = question?.item.id === itemId ? await this.#items.find(itemId) : undefined
    if (!question || !item) throw new TutorError('item_unknown', 'Only the item that is open has a ladder.')
    const decision = hintDecision(question, this.#help(question))
    return { item: itemId, level: question.hintLevel, given: hintsGiven(item, question.hintLevel), next: 'refusal' in decision ? `refused: ${decision.refusal}` : names[decision.level] }
  }

  async #open(): Promise<{ readonly question: OpenQuestion; readonly item: Item }> {
    if (await settleExpired(this.#teaching)) throw new TutorError('question_expired')
    const { question } = this.#teaching.learner
    if (!question || question.awaits === 'explanation') throw new TutorError('question_none', 'No question is open that a hint could be about.')
    const item = await this.#items.find(question.item.id)
    if (!item) throw new TutorError('question_none', 'This question is gone: its course or its document has changed.')
    return { question, item }
  }

  #help(question: OpenQuestion): boolean {
    return hasHelp(question, this.#teaching.learner.quiz)
  }

  /** Why nothing is explained now, if so. @param skillText what is asked for; the open question's skill without it */
  #refusalToExplain(skillText: string | undefined): string | undefined {
    const question = waitingQuestion(this.#teaching)
    if (!question) return undefined
    if (!this.#help(question)) return noHelpText
    const isOwn = question.item.skill.startsWith('made/') && (skillText ?? '').trim() === ''
    return isOwn ? 'This question is from your own document: what it says there explains it best. /hint helps, after a try.' : undefined
  }

  async #refuse(question: OpenQuestion, reason: HintRefusal, wanted: 'hint' | 'reveal' = 'hint'): Promise<HintStep> {
    await this.#teaching.log.record({ fact: 'hint_refused', questionId: question.questionId, reason })
    return { status: 'refused', reason, text: refusalText(reason, question, wanted) }
  }

  /** Order: shown and closed in one, so that a crash in between gives nothing away that still counts. */
  async #solve(question: OpenQuestion, item: Item, signal: AbortSignal): Promise<HintStep> {
    const { questionId } = question
    const twin = await findTwin(this.#teaching, this.#items, item)
    const asked = twin && twinQuestion(twin, question, this.#teaching.now())
    const facts: NewFact[] = [
      { fact: 'hint_given', questionId, level: 5 },
      { fact: 'question_closed', questionId, reason: 'revealed' },
      ...(asked ? [{ fact: 'question_asked', question: asked } as const] : []),
    ]
    await this.#teaching.log.record(...facts)
    const shown = `**This is how it is done.** ${item.solution.trim()}\n\nIt does not count.`
    const given = { status: 'given', level: 5 } as const
    if (asked) return { ...given, text: `${shown} Now one of the same kind, on your own:\n\n${questionText(this.#teaching, asked, this.#teaching.learner.quiz)}`, question: asked }
    if (!this.#teaching.learner.quiz) return { ...given, text: shown }
    const next = (await this.#tools.call('quiz.next', {}, signal)) as QuizStep
    return { ...next, ...given, text: `${shown}\n\n${next.text}` }
  }

  async #hint(item: Item, level: 1 | 2 | 3 | 4, signal: AbortSignal): Promise<Hint> {
    const { question, pointer, rule, firstStep } = item.hints
    if (level !== 2) return { text: { 1: question, 3: rule, 4: firstStep }[level] }
    const own = await this.#inMaterial(item, signal)
    return { ...own, text: pointer + own.text }
  }

  /** Where the learner's own documents have the rule; without its words where they would give the answer away. */
  async #inMaterial(item: Item, signal: AbortSignal): Promise<Hint> {
    const title = this.#teaching.courses.skill(item.skill)?.title
    const grounding = new Grounding(this.#tools)
    const found = title === undefined ? undefined : await grounding.search(title, signal)
    const citation = found?.verdict === 'found' ? grounding.citation(found.passages[0]!.mark) : undefined
    if (!citation) return { text: '' }
    const place = `${citation.documentName}, ${describePlace(citation.place)}`
    const tells = new LeakGuard({ open: item, shown: [item.hints.question, item.hints.pointer] }).isTold(citation.quote)
    if (tells) return { text: ` Your own material has it, too: ${place}.` }
    return { text: ` Your own material has it, too: “${citation.quote.replace(/\s+/g, ' ').slice(0, 240)}” (${place}) [${citation.mark}].`, citations: [citation] }
  }

  /** The one that is named, that of the open question, or the next to learn. */
  #skill(text: string | undefined): Skill {
    const { learner, courses } = this.#teaching
    if (text !== undefined && text.trim() !== '') return findSkill(courses, learner, text)
    const open = learner.question && courses.skill(learner.question.item.skill)
    if (open) return open
    const course = chosenCourse(this.#teaching)
    return nextSkill(this.#teaching, course) ?? course.skills[0]!
  }
}

/** The hints of an item up to a rung, in their order. */
export function hintsGiven({ hints, solution }: Item, level: number): readonly string[] {
  return [hints.question, hints.pointer, hints.rule, hints.firstStep, solution].slice(0, level)
}
