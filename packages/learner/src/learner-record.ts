import type { Evidence, LearningFact, OpenQuestion, OpenQuiz, Plan, Review, SkillMastery, TutorMode, Viewing } from '@tutor/protocol'
import { Dialogue, type StoredDialogue } from './dialogue.ts'
import { isWhole } from './fact-shape.ts'
import { RecentSet, type StoredTimes } from './recent-set.ts'
import { Sharing, type StoredSharing } from './sharing.ts'
import { SkillRecords, type MasteredSkill } from './skill-records.ts'
import type { SkillMoment, StoredSkill } from './skill-record.ts'
import { sittingMs } from './spacing.ts'
import { guessRate } from './tracing.ts'

/** Longest answer that is kept, in characters. */
const longestAnswer = 2000
const rememberedItems = 500
const rememberedDoubts = 500
const rememberedSets = 200

/** Items that were made from a document. */
interface MadeItems {
  readonly documentId: string
  readonly documentName?: string
  readonly blob: string
  readonly count: number
}

/** What a snapshot holds of a learner, JSON. Bounded, whatever they do. */
export interface StoredLearner {
  readonly courseId?: string
  readonly mode?: TutorMode
  readonly dialogue: StoredDialogue
  readonly plan?: Plan
  readonly skills: readonly StoredSkill[]
  /** Answers and claims so far. */
  readonly count: number
  readonly doubts: StoredTimes
  /** Items of the last sitting, or of some before. */
  readonly seen: StoredTimes
  readonly madeItems: readonly MadeItems[]
  /** Not there where the learner never shared anything. */
  readonly sharing?: StoredSharing
}

type Fact<Name extends LearningFact['fact']> = Extract<LearningFact, { fact: Name }>

/**
 * What is known of a learner: the sum of the facts, in their order, and of nothing else. It reads no clock, so the same
 * facts give the same answers. A fact of an unknown kind, or about something that is not there, changes nothing.
 */
export class LearnerRecord {
  #courseId: string | undefined
  #mode: TutorMode
  readonly #dialogue: Dialogue
  #plan: Plan | undefined
  readonly #skills: SkillRecords
  #count: number
  readonly #doubts: RecentSet
  readonly #seen: RecentSet
  #madeItems: readonly MadeItems[]
  readonly #sharing: Sharing
  #isBlank: boolean

  constructor(stored?: StoredLearner) {
    this.#courseId = stored?.courseId
    this.#mode = stored?.mode ?? 'learn'
    this.#dialogue = new Dialogue(stored?.dialogue)
    this.#plan = stored?.plan
    this.#skills = new SkillRecords(stored?.skills)
    this.#count = stored?.count ?? 0
    this.#doubts = new RecentSet(rememberedDoubts, stored?.doubts)
    this.#seen = new RecentSet(rememberedItems, stored?.seen)
    this.#madeItems = stored?.madeItems ?? []
    this.#sharing = new Sharing(stored?.sharing)
    this.#isBlank = stored === undefined
  }

  toJSON(): StoredLearner {
    return {
      ...(this.#courseId !== undefined && { courseId: this.#courseId }),
      mode: this.#mode,
      dialogue: this.#dialogue.toJSON(),
      ...(this.#plan && { plan: this.#plan }),
      skills: this.#skills.toJSON(),
      count: this.#count,
      doubts: this.#doubts.toJSON(),
      seen: this.#seen.toJSON(),
      madeItems: this.#madeItems,
      ...(this.#sharing.isChosen && { sharing: this.#sharing.toJSON() }),
    }
  }

  /** Whether nothing was ever learned. */
  get isBlank(): boolean {
    return this.#isBlank
  }

  get courseId(): string | undefined {
    return this.#courseId
  }

  /** `learn` unless the learner chose otherwise. */
  get mode(): TutorMode {
    return this.#mode
  }

  /** The one that waits for the learner; it may have expired meanwhile. */
  get question(): OpenQuestion | undefined {
    return this.#dialogue.question
  }

  get quiz(): OpenQuiz | undefined {
    return this.#dialogue.quiz
  }

  /** The last one that ended. */
  get lastQuiz(): OpenQuiz | undefined {
    return this.#dialogue.lastQuiz
  }

  get plan(): Plan | undefined {
    return this.#plan
  }

  /** Oldest first. */
  get madeItems(): readonly MadeItems[] {
    return this.#madeItems
  }

  /** Whether teachers may see how well the learner knows what. */
  get shares(): boolean {
    return this.#sharing.on
  }

  /** By teachers, the last of each, oldest first. */
  get viewings(): readonly Viewing[] {
    return this.#sharing.viewings
  }

  mastery(skill: string, now: number): SkillMastery {
    return this.#skills.mastery(skill, now)
  }

  /** Oldest first; of all skills unless told. The last answers, as far as they are kept. */
  evidence(skill?: string): readonly Evidence[] {
    return this.#skills.evidence(skill)
  }

  /** What was thought of a skill after each answer and claim that is kept, oldest first. */
  history(skill: string): readonly SkillMoment[] {
    return this.#skills.history(skill)
  }

  /** Of every skill that was ever mastered, the most urgent first. Those with `dueAt <= now` are due. */
  reviews(now: number): readonly Review[] {
    return this.#skills.reviews(now)
  }

  /** Skills that were ever mastered and are not forgotten on demand, in the order in which they were. */
  mastered(): readonly MasteredSkill[] {
    return this.#skills.mastered()
  }

  isDoubted(itemId: string, keyVersion: string): boolean {
    return this.#doubts.has(keyOf(itemId, keyVersion))
  }

  /** A document is gone, and with it the items that were made from it. What was answered to them stays. */
  dropDocument(documentId: string): void {
    this.#madeItems = this.#madeItems.filter((each) => each.documentId !== documentId)
  }

  /** What would be known after these; this record stays as it is. */
  after(facts: readonly LearningFact[]): LearnerRecord {
    const copy = new LearnerRecord(this.toJSON())
    for (const fact of facts) copy.apply(fact)
    return copy
  }

  apply(fact: LearningFact): void {
    if (!isWhole(fact)) return
    this.#isBlank = false
    switch (fact.fact) {
      case 'course_chosen':
        this.#courseId = fact.courseId
        return
      case 'mode_chosen':
        this.#mode = fact.mode
        return
      case 'plan_made':
        this.#plan = fact.plan
        return
      case 'quiz_started':
        return this.#dialogue.startQuiz(fact.quiz, fact.at)
      case 'quiz_changed':
        return this.#dialogue.changeQuiz(fact)
      case 'quiz_ended':
        return this.#dialogue.endQuiz(fact.quizId)
      case 'items_made':
        return this.#addItems(fact)
      case 'sharing_chosen':
      case 'progress_viewed':
        return this.#sharing.apply(fact)
      case 'model_used':
        // The session counts it: it says nothing of the learner.
        return
      case 'key_flagged':
        return this.#doubt(fact)
      case 'remarked':
        return this.#remark(fact)
      case 'mastery_corrected':
        return this.#skills.add(fact.skill, { kind: 'claim', order: this.#count++, at: fact.at, claim: fact.claim })
      case 'evidence_forgotten':
        return this.#forget(fact.skill)
      case 'review_snoozed':
        return this.#skills.snooze(fact.skill, fact.until)
      default:
        return this.#applyToQuestion(fact)
    }
  }

  #applyToQuestion(fact: Fact<'question_asked' | 'confidence_given' | 'answered' | 'hint_given' | 'hint_refused' | 'question_closed' | 'explained'>): void {
    switch (fact.fact) {
      case 'question_asked':
        return this.#see(this.#dialogue.ask(fact.question, fact.at), fact.at)
      case 'confidence_given':
        return this.#dialogue.takeConfidence(fact)
      case 'answered':
        return this.#answer(fact)
      case 'hint_given':
        return this.#dialogue.giveHint(fact)
      case 'hint_refused':
        return this.#dialogue.refuseHint(fact.questionId)
      case 'question_closed':
        return this.#close(fact)
      case 'explained':
        return this.#dialogue.explained(fact.questionId)
    }
  }

  #answer(fact: Fact<'answered'>): void {
    const asked = this.#dialogue.answer(fact)
    const { verdict } = fact.mark
    if (!asked || verdict === 'invalid') return
    const { questionId, item, purpose, attempts, hintLevel, confidence } = asked.question
    const seenAt = this.#seen.get(item.id)
    this.#skills.add(item.skill, {
      kind: 'trial',
      order: this.#count++,
      questionId,
      answerId: fact.answerId,
      at: fact.at,
      itemId: item.id,
      purpose,
      answer: fact.answer.slice(0, longestAnswer),
      verdict,
      keyVersion: fact.keyVersion,
      hintLevel,
      ...(asked.hintAt !== undefined && { hintAt: asked.hintAt }),
      attempt: attempts,
      ...(confidence !== undefined && { confidence }),
      guess: guessRate(item.choices && Object.keys(item.choices).length),
      first: !asked.judged,
      repeated: seenAt !== undefined && fact.at - seenAt < sittingMs,
      revealed: false,
      doubted: this.isDoubted(item.id, fact.keyVersion),
    })
  }

  #close({ questionId, reason, at }: Fact<'question_closed'>): void {
    const question = this.#dialogue.close(questionId)
    this.#see(question, at, reason === 'revealed')
    if (question && reason === 'revealed') this.#skills.revise((trial) => ({ ...trial, revealed: true }), (trial) => trial.questionId === questionId)
  }

  /** What was answered or shown is remembered for a while, by the learner too. */
  #see(question: OpenQuestion | undefined, at: number, shown = false): void {
    if (question && (shown || question.attempts > 0)) this.#seen.add(question.item.id, at)
  }

  #doubt({ itemId, keyVersion, at }: Fact<'key_flagged'>): void {
    this.#doubts.add(keyOf(itemId, keyVersion), at)
    this.#skills.revise((trial) => ({ ...trial, doubted: true }), (trial) => trial.itemId === itemId && trial.keyVersion === keyVersion)
  }

  /** An answer that was marked anew counts by its new mark, unless that is the learner's own. */
  #remark({ answerId, mark, keyVersion }: Fact<'remarked'>): void {
    const change = { verdict: mark.verdict, keyVersion, doubted: mark.by === 'learner' }
    this.#skills.revise((trial) => ({ ...trial, ...change }), (trial) => trial.answerId === answerId)
  }

  #forget(skill: string): void {
    this.#skills.forget(skill)
    if (skill !== '*') return
    this.#doubts.clear()
    this.#seen.clear()
    this.#plan = undefined
    this.#dialogue.forgetLastQuiz()
  }

  #addItems({ documentId, documentName, blob, count }: Fact<'items_made'>): void {
    this.#madeItems = [...this.#madeItems, { documentId, ...(documentName !== undefined && { documentName }), blob, count }].slice(-rememberedSets)
  }
}

function keyOf(itemId: string, keyVersion: string): string {
  return `${itemId} ${keyVersion}`
}
