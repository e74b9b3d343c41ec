import { TutorError, type CourseSummary, type Item, type Mark, type OpenQuestion, type OpenQuiz } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import { Items } from '../tutoring/items.ts'
import { keyVersion } from '../tutoring/key-version.ts'
import type { NewFact } from '../tutoring/learner.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { chooseQuiz, type QuizRequest } from './choose-quiz.ts'
import { flagKey, remarkChanged, type FlagOutcome } from './flag-key.ts'
import { judge } from './judge.ts'
import { makeItems, type MadeItemsStep, type MakeRequest } from './make-items.ts'
import { newQuizId } from './asked-question.ts'
import { nextInQuiz } from './next-in-quiz.ts'
import { askingText, questionText } from './question-text.ts'
import { endText } from './end-text.ts'
import type { QuizStep, QuizSummary } from './quiz-step.ts'
import { summarise } from './quiz-summary.ts'
import type { Tools } from '../tools.ts'
import { endingFacts, settleExpired } from './settle-expired.ts'

/** Chooses items, asks them, has the answers marked and keeps what came of them. */
export class QuizAgent {
  readonly #teaching: Teaching
  readonly #tools: Tools
  readonly #items: Items

  /** @param tools which have `doc.list`, `doc.read` and `doc.outline` */
  constructor(teaching: Teaching, tools: Tools) {
    this.#teaching = teaching
    this.#tools = tools
    this.#items = new Items(teaching)
  }

  /** The quiz that is under way, and the last one: what came of them so far. */
  known(): readonly (QuizSummary & { readonly open: boolean })[] {
    const { quiz, lastQuiz } = this.#teaching.learner
    return [quiz, lastQuiz].flatMap((each) => (each ? [{ ...summarise(this.#teaching, each), open: each === quiz }] : []))
  }

  courses(): readonly CourseSummary[] {
    return this.#teaching.courses.list()
  }

  /** How many items there are of each skill. @throws TutorError `course_unknown` */
  bank(courseId: string): readonly { readonly skill: string; readonly title: string; readonly items: number; readonly kinds: readonly string[] }[] {
    const { courses } = this.#teaching
    return chosenCourse(this.#teaching, courseId).skills.map(({ id, title }) => {
      const items = courses.items(id)
      return { skill: id, title, items: items.length, kinds: [...new Set(items.map(({ answer }) => answer.kind))] }
    })
  }

  /** Begins a quiz and asks its first question. What was under way is dropped. @throws TutorError `course_unknown`, `skill_unknown`, `items_none`, `storage_unavailable` */
  async start(request: QuizRequest, signal: AbortSignal): Promise<QuizStep> {
    const { learner } = this.#teaching
    const news = await remarkChanged(this.#teaching, this.#items, signal)
    const { purpose } = request
    const { courseId, items } = await chooseQuiz(this.#teaching, this.#items, request)
    const quizId = newQuizId(purpose, this.#teaching.now(), [learner.quiz?.quizId, learner.lastQuiz?.quizId])
    const quiz = { quizId, courseId, purpose, items, help: request.help ?? purpose === 'lesson' }
    // A review may be of a course that the learner has left.
    const stays = courseId === learner.courseId || courseId === 'made' || (purpose === 'review' && learner.courseId !== undefined)
    const chosen: NewFact[] = stays ? [] : [{ fact: 'course_chosen', courseId }]
    return await this.#goOn(news, [...endingFacts(learner, 'dropped'), ...chosen, { fact: 'quiz_started', quiz }])
  }

  /** Goes on: with the next question where the open one is answered, skipped where it is not. @throws TutorError `quiz_none`, `storage_unavailable` */
  async next(explanation: string | undefined, signal: AbortSignal): Promise<QuizStep> {
    await settleExpired(this.#teaching)
    const news = await remarkChanged(this.#teaching, this.#items, signal)
    const { question, quiz } = this.#teaching.learner
    if (!question) {
      if (!quiz) throw new TutorError('quiz_none', 'No quiz is under way. /learn begins a lesson, /quiz a quiz.')
      return await this.#goOn(news, [])
    }
    const { questionId, awaits } = question
    const reason = awaits === 'explanation' ? 'answered' : 'skipped'
    const explained: NewFact[] = explanation !== undefined && awaits === 'explanation' ? [{ fact: 'explained', questionId, text: explanation.slice(0, 2_000) }] : []
    const thanks = explained.length > 0 ? 'Good: saying it in your own words makes it stay.' : reason === 'skipped' ? 'Skipped.' : undefined
    return await this.#goOn(joined(thanks, news), [...explained, { fact: 'question_closed', questionId, reason }])
  }

  /** @param confidence 0 to 1; alone it is kept, and the answer waited for. @throws TutorError `question_none`, `question_expired`, `code_unavailable`, `storage_unavailable`; the signal's reason */
  async answer({ answer, confidence }: { readonly answer?: string | undefined; readonly confidence?: number | undefined }, signal: AbortSignal): Promise<QuizStep> {
    if (await settleExpired(this.#teaching)) throw new TutorError('question_expired')
    const { question } = this.#teaching.learner
    if (!question || question.awaits === 'explanation') throw new TutorError('question_none')
    if (answer === undefined) return await this.#keepConfidence(question, confidence ?? 0)
    const item = await this.#items.find(question.item.id)
    if (!item) return await this.#goOn('This question is gone: its course or its document has changed. Your answer does not count.', [{ fact: 'question_closed', questionId: question.questionId, reason: 'dropped' }])
    const mark = await this.#teaching.marker.mark(item, answer, signal)
    if (mark.verdict === 'invalid') return { text: mark.feedback, mark, closed: false }
    return await this.#keepAnswer({ question, item, answer, mark, before: confidenceFacts(question, confidence) })
  }

  /** The learner says that a key is wrong. @throws TutorError `item_unknown`, `storage_unavailable` */
  async flag(reason: string, itemId: string | undefined, signal: AbortSignal): Promise<QuizStep & { readonly outcome: FlagOutcome }> {
    const { text, outcome, facts, closes } = await flagKey(this.#teaching, this.#items, { reason, itemId, signal })
    if (closes) return { outcome, ...(await this.#goOn(text, facts)) }
    await this.#teaching.log.record(...facts)
    return { text, outcome }
  }

  /** Makes items from the learner's documents. @throws TutorError `document_unknown`, `items_none`, `storage_unavailable` */
  async make(request: Omit<MakeRequest, 'signal'>, signal: AbortSignal): Promise<MadeItemsStep> {
    return await makeItems({ teaching: this.#teaching, tools: this.#tools, items: this.#items }, { ...request, signal })
  }

  async #keepConfidence(question: OpenQuestion, confidence: number): Promise<QuizStep> {
    const asking = askingText({ ...question, awaits: 'answer' }, this.#teaching.learner.quiz?.help ?? false)
    const facts = confidenceFacts(question, confidence)
    if (facts.length === 0) return { text: `How sure you were is asked before the first try. ${asking}` }
    await this.#teaching.log.record(...facts)
    return { text: `Noted: you are ${Math.round(confidence * 100)} % sure. ${asking}` }
  }

  async #keepAnswer({ question, item, answer, mark, before }: { question: OpenQuestion; item: Item; answer: string; mark: Mark; before: readonly NewFact[] }): Promise<QuizStep> {
    const { learner, log } = this.#teaching
    const { questionId, attempts } = question
    const { quiz } = learner
    const answered: NewFact = { fact: 'answered', answerId: `${questionId}.${attempts + 1}`, questionId, answer: answer.slice(0, 2_000), mark, keyVersion: keyVersion(item) }
    const verdict = judge({ question, mark, item, quiz, evidence: learner.evidence(item.skill) })
    const told = quiz?.purpose === 'exam' ? {} : { mark }
    if (verdict.closes) return { ...told, closed: true, ...(await this.#goOn(verdict.text, [...before, answered, { fact: 'question_closed', questionId, reason: 'answered' }])) }
    await log.record(...before, answered)
    return { text: verdict.text, ...told, closed: false }
  }

  /** Keeps what has happened and what follows from it, all or nothing, and then says it. */
  async #goOn(said: string | undefined, happened: readonly NewFact[]): Promise<QuizStep> {
    const { learner, log } = this.#teaching
    const at = this.#teaching.now()
    const { facts, question, ended } = await nextInQuiz(this.#teaching, this.#items, learner.after(happened.map((fact) => ({ ...fact, at }))))
    if (happened.length + facts.length > 0) await log.record(...happened, ...facts)
    if (question) return { text: joined(said, questionText(this.#teaching, question, learner.quiz)), question }
    if (ended) return await this.#end(said, ended)
    return { text: joined(said, '/learn goes on.') }
  }

  async #end(said: string | undefined, quiz: OpenQuiz): Promise<QuizStep> {
    const summary = summarise(this.#teaching, quiz)
    return { text: joined(said, await endText(this.#teaching, this.#items, { quiz, summary })), summary }
  }
}

/** How sure somebody is counts before the first try only. */
function confidenceFacts({ questionId, attempts }: OpenQuestion, confidence: number | undefined): readonly NewFact[] {
  return confidence === undefined || attempts > 0 ? [] : [{ fact: 'confidence_given', questionId, confidence }]
}

function joined(first: string | undefined, second: string): string
function joined(first: string | undefined, second: string | undefined): string | undefined
function joined(first: string | undefined, second: string | undefined): string | undefined {
  return [first, second].filter((each) => each !== undefined && each !== '').join('\n\n') || undefined
}
