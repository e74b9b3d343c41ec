import type { AskedQuestion, LearningFact, OpenQuestion, OpenQuiz, StartedQuiz } from '@tutor/protocol'

/** The open question, and what has been answered to it. */
interface Asked {
  readonly question: OpenQuestion
  /** Whether an answer to it was right, wrong or could not be told: what comes after it builds on that. */
  readonly judged: boolean
  readonly hintAt?: number
}

/** What is stored of it. */
export interface StoredDialogue {
  readonly asked?: Asked
  readonly quiz?: OpenQuiz
  readonly lastQuiz?: OpenQuiz
}

type Fact<Name extends LearningFact['fact']> = Extract<LearningFact, { fact: Name }>

/** What is under way between the learner and the tutor: a question, a quiz. Of each there is one at a time. */
export class Dialogue {
  #asked: Asked | undefined
  #quiz: OpenQuiz | undefined
  #lastQuiz: OpenQuiz | undefined

  constructor({ asked, quiz, lastQuiz }: StoredDialogue = {}) {
    this.#asked = asked
    this.#quiz = quiz
    this.#lastQuiz = lastQuiz
  }

  toJSON(): StoredDialogue {
    const [asked, quiz, lastQuiz] = [this.#asked, this.#quiz, this.#lastQuiz]
    return { ...(asked && { asked }), ...(quiz && { quiz }), ...(lastQuiz && { lastQuiz }) }
  }

  get question(): OpenQuestion | undefined {
    return this.#asked?.question
  }

  get quiz(): OpenQuiz | undefined {
    return this.#quiz
  }

  get lastQuiz(): OpenQuiz | undefined {
    return this.#lastQuiz
  }

  startQuiz(quiz: StartedQuiz, startedAt: number): void {
    this.#lastQuiz = this.#quiz ?? this.#lastQuiz
    this.#quiz = { ...quiz, startedAt, done: 0 }
  }

  changeQuiz({ quizId, items }: Fact<'quiz_changed'>): void {
    if (this.#quiz?.quizId === quizId) this.#quiz = { ...this.#quiz, items }
  }

  endQuiz(quizId: string): void {
    if (this.#quiz?.quizId !== quizId) return
    this.#lastQuiz = this.#quiz
    this.#quiz = undefined
  }

  /** @returns the question that was still open, if one was */
  ask(question: AskedQuestion, askedAt: number): OpenQuestion | undefined {
    const before = this.question
    const awaits = question.asksConfidence ? 'confidence' : 'answer'
    this.#asked = { question: { ...question, askedAt, attempts: 0, hintLevel: 0, tried: false, idleRequests: 0, awaits }, judged: false }
    return before
  }

  takeConfidence({ questionId, confidence }: Fact<'confidence_given'>): void {
    this.#change(questionId, { confidence, awaits: 'answer' })
  }

  /** @returns the question as it stood before the answer; none where it is not the open one */
  answer({ questionId, mark }: Fact<'answered'>): Asked | undefined {
    const before = this.#asked
    if (before?.question.questionId !== questionId) return undefined
    const awaits = mark.verdict === 'right' ? 'explanation' : 'answer'
    // What is no answer of its kind is no attempt.
    if (mark.verdict === 'invalid') this.#change(questionId, { awaits })
    else this.#change(questionId, { awaits, attempts: before.question.attempts + 1, tried: true, idleRequests: 0 })
    if (mark.verdict !== 'invalid' && mark.verdict !== 'progress') this.#asked = { ...this.#asked!, judged: true }
    return before
  }

  giveHint({ questionId, level, at }: Fact<'hint_given'>): void {
    if (this.question?.questionId !== questionId) return
    const hintLevel = level > this.#asked!.question.hintLevel ? level : this.#asked!.question.hintLevel
    this.#change(questionId, { hintLevel, tried: false })
    this.#asked = { ...this.#asked!, hintAt: at }
  }

  refuseHint(questionId: string): void {
    this.#change(questionId, { idleRequests: (this.question?.idleRequests ?? 0) + 1 })
  }

  explained(questionId: string): void {
    this.#change(questionId, { awaits: 'answer' })
  }

  /** @returns the question, if it was open */
  close(questionId: string): OpenQuestion | undefined {
    const { question } = this
    if (question?.questionId !== questionId) return undefined
    this.#asked = undefined
    // A twin stands in for an item that has been closed already.
    if (this.#quiz && this.#quiz.quizId === question.quizId && question.twinOf === undefined) this.#quiz = { ...this.#quiz, done: this.#quiz.done + 1 }
    return question
  }

  forgetLastQuiz(): void {
    this.#lastQuiz = undefined
  }

  #change(questionId: string, change: Partial<OpenQuestion>): void {
    if (this.#asked?.question.questionId === questionId) this.#asked = { ...this.#asked, question: { ...this.#asked.question, ...change } }
  }
}
