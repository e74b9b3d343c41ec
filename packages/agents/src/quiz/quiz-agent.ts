import { TutorError, type CourseSummary, type Item, type Mark, type OpenQuestion, type OpenQuiz, type QuizPurpose } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import { Items } from '../tutoring/items.ts'
import { keyVersion } from '../tutoring/key-version.ts'
import { findKnownSkill, nameSkill } from '../tutoring/known-skills.ts'
import type { NewFact } from '../tutoring/learner.ts'
import { nextSkill } from '../tutoring/next-skill.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { ItemChoice } from './choose-items.ts'
import { flagKey, remarkChanged, type FlagOutcome } from './flag-key.ts'
import { judge } from './judge.ts'
import { makeItems, type MadeItemsStep } from './make-items.ts'
import { askedQuestion, newQuizId } from './asked-question.ts'
import { askingText, questionText } from './question-text.ts'
import type { QuizStep, QuizSummary } from './quiz-step.ts'
import { summarise, summaryText } from './quiz-summary.ts'
import type { Tools } from '../tools.ts'
import { endingFacts, settleExpired } from './settle-expired.ts'

export interface QuizRequest {
  readonly purpose: QuizPurpose
  /** Ids, titles or parts of them. */
  readonly skills?: readonly string[] | undefined
  readonly courseId?: string | undefined
  readonly count?: number | undefined
  readonly help?: boolean | undefined
}

/** Items of a quiz or an exam, unless told. */
const usualCount = { quiz: 6, exam: 10, review: 10 } as const

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

  get items(): Items {
    return this.#items
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
    await remarkChanged(this.#teaching, this.#items, signal)
    const { courseId, skills, items } = await this.#choose(request)
    if (items.length === 0) throw new TutorError('items_none', `There is nothing to ask about ${skills.map((skill) => `“${nameSkill(this.#teaching, skill).title}”`).join(', ') || 'that'}.`)
    const quizId = newQuizId(request.purpose, this.#teaching.now(), [learner.quiz?.quizId, learner.lastQuiz?.quizId])
    const quiz = { quizId, courseId, purpose: request.purpose, items, help: request.help ?? request.purpose === 'lesson' }
    const chosen: NewFact[] = learner.courseId === courseId || courseId === 'made' ? [] : [{ fact: 'course_chosen', courseId }]
    await this.#teaching.log.record(...endingFacts(learner, 'dropped'), ...chosen, { fact: 'quiz_started', quiz })
    return await this.#advance()
  }

  /** Goes on: with the next question where the open one is answered, skipped where it is not. @throws TutorError `quiz_none`, `storage_unavailable` */
  async next(explanation?: string): Promise<QuizStep> {
    await settleExpired(this.#teaching)
    const { question } = this.#teaching.learner
    if (!question) {
      if (!this.#teaching.learner.quiz) throw new TutorError('quiz_none', 'No quiz is under way. /learn begins a lesson, /quiz a quiz.')
      return await this.#advance()
    }
    const { questionId, awaits } = question
    const reason = awaits === 'explanation' ? 'answered' : 'skipped'
    const explained: NewFact[] = explanation !== undefined && awaits === 'explanation' ? [{ fact: 'explained', questionId, text: explanation.slice(0, 2_000) }] : []
    await this.#teaching.log.record(...explained, { fact: 'question_closed', questionId, reason })
    const thanks = explained.length > 0 ? 'Good: saying it in your own words makes it stay.' : reason === 'skipped' ? 'Skipped.' : undefined
    return joined(thanks, await this.#advance())
  }

  /** @param confidence 0 to 1; alone it is kept, and the answer waited for. @throws TutorError `question_none`, `question_expired`, `code_unavailable`, `storage_unavailable`; the signal's reason */
  async answer({ answer, confidence }: { readonly answer?: string | undefined; readonly confidence?: number | undefined }, signal: AbortSignal): Promise<QuizStep> {
    if (await settleExpired(this.#teaching)) throw new TutorError('question_expired')
    const { question, quiz } = this.#teaching.learner
    if (!question || question.awaits === 'explanation') throw new TutorError('question_none')
    const { questionId } = question
    const sure: NewFact[] = confidence === undefined || question.attempts > 0 ? [] : [{ fact: 'confidence_given', questionId, confidence }]
    if (answer === undefined) {
      await this.#teaching.log.record(...sure)
      return { text: `Noted: ${Math.round((confidence ?? 0) * 100)} %. ${askingText({ ...question, awaits: 'answer' }, quiz?.help ?? false)}` }
    }
    const item = await this.#items.find(question.item.id)
    if (!item) return await this.#goneItem(question)
    const mark = await this.#teaching.marker.mark(item, answer, signal)
    if (mark.verdict === 'invalid') return { text: mark.feedback, mark, closed: false }
    return await this.#keepAnswer({ question, item, answer, mark, before: sure })
  }

  /** The learner says that a key is wrong. @throws TutorError `item_unknown`, `storage_unavailable` */
  async flag(reason: string, itemId: string | undefined, signal: AbortSignal): Promise<QuizStep & { readonly outcome: FlagOutcome }> {
    const { text, outcome, closes } = await flagKey(this.#teaching, this.#items, { reason, itemId, signal })
    return closes ? { outcome, ...joined(text, await this.#advance()) } : { text, outcome }
  }

  /** Makes items from the learner's documents. @throws TutorError `document_unknown`, `items_none`, `storage_unavailable` */
  async make(request: { readonly documentId?: string | undefined; readonly count?: number | undefined }, signal: AbortSignal): Promise<MadeItemsStep> {
    return await makeItems(this.#teaching, this.#tools, { ...request, signal })
  }

  async #keepAnswer({ question, item, answer, mark, before }: { question: OpenQuestion; item: Item; answer: string; mark: Mark; before: readonly NewFact[] }): Promise<QuizStep> {
    const { learner, log } = this.#teaching
    const { questionId, attempts } = question
    const { quiz } = learner
    const answered: NewFact = { fact: 'answered', answerId: `${questionId}.${attempts + 1}`, questionId, answer: answer.slice(0, 2_000), mark, keyVersion: keyVersion(item) }
    const verdict = judge({ question, mark, item, quiz, evidence: learner.evidence(item.skill) })
    await log.record(...before, answered, ...(verdict.closes ? [{ fact: 'question_closed', questionId, reason: 'answered' } as const] : []))
    const told = quiz?.purpose === 'exam' ? {} : { mark }
    if (!verdict.closes) return { text: verdict.text, ...told, closed: false }
    return { ...told, closed: true, ...joined(verdict.text, await this.#advance()) }
  }

  /** Its course has changed, or its document is gone. */
  async #goneItem({ questionId }: OpenQuestion): Promise<QuizStep> {
    await this.#teaching.log.record({ fact: 'question_closed', questionId, reason: 'dropped' })
    return joined('This question is gone: its course or its document has changed. Your answer does not count.', await this.#advance())
  }

  /** Asks the next question of the quiz, or ends it. */
  async #advance(): Promise<QuizStep> {
    const { learner, log } = this.#teaching
    const { quiz } = learner
    if (!quiz) return { text: '/learn goes on, /stop ends it.' }
    const item = this.#isReached(quiz) ? undefined : await this.#items.find(quiz.items[quiz.done] ?? '')
    if (!item) return await this.#end(quiz)
    const question = askedQuestion(item, { quiz, now: this.#teaching.now() })
    await log.record({ fact: 'question_asked', question })
    return { text: questionText(this.#teaching, question, learner.quiz), question }
  }

  async #end(quiz: OpenQuiz): Promise<QuizStep> {
    await this.#teaching.log.record({ fact: 'quiz_ended', quizId: quiz.quizId, reason: 'done' })
    const summary = summarise(this.#teaching, quiz)
    const mastered = this.#skillsOf(quiz).filter((skill) => this.#isMastered(skill))
    const badges = quiz.purpose !== 'lesson' && quiz.purpose !== 'quiz' ? [] : mastered.map((skill) => `You have mastered **${nameSkill(this.#teaching, skill).title}**.`)
    return { text: [...badges, summaryText(this.#teaching, summary)].join('\n\n'), summary }
  }

  /** A lesson or a quiz ends when all of its skills are mastered. */
  #isReached(quiz: OpenQuiz): boolean {
    if (quiz.done >= quiz.items.length) return true
    return (quiz.purpose === 'lesson' || quiz.purpose === 'quiz') && quiz.done > 0 && this.#skillsOf(quiz).every((skill) => this.#isMastered(skill))
  }

  #skillsOf({ items }: OpenQuiz): readonly string[] {
    return [...new Set(items.map((id) => id.slice(0, id.lastIndexOf('/'))))]
  }

  #isMastered(skill: string): boolean {
    return this.#teaching.learner.mastery(skill, this.#teaching.now()).status === 'mastered'
  }

  async #choose({ purpose, skills = [], courseId, count }: QuizRequest): Promise<{ readonly courseId: string; readonly skills: readonly string[]; readonly items: readonly string[] }> {
    const choice = new ItemChoice(this.#items, this.#teaching.learner)
    const wanted = skills.map((skill) => (skill.startsWith('made/') ? skill : findKnownSkill(this.#teaching, skill).id))
    if (wanted.length > 0 && wanted.every((skill) => skill.startsWith('made/'))) return { courseId: 'made', skills: wanted, items: await choice.mixed(wanted, count ?? usualCount.quiz) }
    const course = chosenCourse(this.#teaching, courseId)
    const chosen = { courseId: wanted[0]?.split('/')[0] ?? course.id }
    switch (purpose) {
      case 'diagnostic':
        return { ...chosen, skills: [], items: await choice.diagnostic(course) }
      case 'lesson': {
        const skill = wanted[0] ?? nextSkill(this.#teaching, course)?.id
        if (skill === undefined) throw new TutorError('items_none', `You have mastered all of “${course.title}”. /review keeps it, /exam shows it.`)
        return { ...chosen, skills: [skill], items: await choice.lesson(skill) }
      }
      default: {
        const all = wanted.length > 0 ? wanted : this.#usualSkills(purpose, course.skills.map(({ id }) => id))
        return { ...chosen, skills: all, items: await choice.mixed(all, count ?? usualCount[purpose]) }
      }
    }
  }

  /** Those of the plan for an exam, or all that were begun; for a quiz the one that is being learned. */
  #usualSkills(purpose: 'quiz' | 'exam' | 'review', all: readonly string[]): readonly string[] {
    const { learner } = this.#teaching
    const now = this.#teaching.now()
    const begun = all.filter((skill) => learner.mastery(skill, now).status !== 'unseen')
    if (purpose === 'exam') return learner.plan?.skills ?? (begun.length > 0 ? begun : all)
    if (purpose === 'review') return learner.reviews(now).filter(({ dueAt }) => dueAt <= now).map(({ skill }) => skill)
    const last = learner.evidence().at(-1)?.skill
    return last !== undefined && all.includes(last) ? [last] : begun.slice(0, 1).concat(begun.length === 0 ? all.slice(0, 1) : [])
  }
}

/** What is said first, then the rest. */
function joined(first: string | undefined, step: QuizStep): QuizStep {
  return first === undefined ? step : { ...step, text: `${first}\n\n${step.text}`.trim() }
}

