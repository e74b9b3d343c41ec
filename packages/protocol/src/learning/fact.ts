import type { Item } from './course.ts'
import type { Mark } from './mark.ts'
import type { Plan } from './plan.ts'

/**
 * What happened between a learner and the tutor. A session's learning is the sum of its facts, in their order, and of
 * nothing else. They are in the history that its clients see, so none may hold a key or a solution.
 */
export type LearningFact = Happening & {
  /** Milliseconds since 1970. */
  readonly at: number
}

type Happening =
  | { readonly fact: 'course_chosen'; readonly courseId: string }
  | { readonly fact: 'mode_chosen'; readonly mode: TutorMode }
  | { readonly fact: 'quiz_started'; readonly quiz: StartedQuiz }
  /** What is asked next follows from the answers so far: these are its items now, those asked already among them. */
  | { readonly fact: 'quiz_changed'; readonly quizId: string; readonly items: readonly string[] }
  | { readonly fact: 'quiz_ended'; readonly quizId: string; readonly reason: 'done' | 'dropped' | 'expired' }
  | { readonly fact: 'question_asked'; readonly question: AskedQuestion }
  | { readonly fact: 'confidence_given'; readonly questionId: string; /** 0 to 1. */ readonly confidence: number }
  | Answered
  | { readonly fact: 'hint_given'; readonly questionId: string; readonly level: HintLevel }
  | { readonly fact: 'hint_refused'; readonly questionId: string; readonly reason: HintRefusal }
  | { readonly fact: 'question_closed'; readonly questionId: string; readonly reason: QuestionEnd }
  /** The learner's own explanation after a success. */
  | { readonly fact: 'explained'; readonly questionId: string; readonly text: string }
  /** The learner says that the key is wrong. `keyVersion` is of the key that is doubted. */
  | { readonly fact: 'key_flagged'; readonly itemId: string; readonly keyVersion: string; readonly reason: string }
  /** An earlier answer was marked anew. */
  | { readonly fact: 'remarked'; readonly answerId: string; readonly mark: Mark; readonly keyVersion: string }
  /** The learner says what they can or cannot do, against the evidence or without any. */
  | { readonly fact: 'mastery_corrected'; readonly skill: string; readonly claim: 'known' | 'unknown'; readonly reason: string }
  /** All that is known of a skill is gone, or of all skills (`*`). */
  | { readonly fact: 'evidence_forgotten'; readonly skill: string }
  | { readonly fact: 'review_snoozed'; readonly skill: string; readonly until: number }
  | { readonly fact: 'plan_made'; readonly plan: Plan }
  /** Items were made from a document; they are in the blob, since they have keys. */
  | { readonly fact: 'items_made'; readonly documentId: string; readonly documentName?: string; readonly blob: string; readonly count: number }
  /** Whether the learner's teachers may see how well they know what. */
  | { readonly fact: 'sharing_chosen'; readonly on: boolean }
  /** A teacher has seen it. */
  | { readonly fact: 'progress_viewed'; readonly by: string }
  /** `tokens` were read and written by a language model. */
  | { readonly fact: 'model_used'; readonly tokens: number }

/** `learn`: the tutor leads. `ask`: it only answers questions. */
export type TutorMode = 'learn' | 'ask'

export type QuizPurpose = 'diagnostic' | 'lesson' | 'quiz' | 'exam' | 'review'

export interface StartedQuiz {
  readonly quizId: string
  readonly courseId: string
  readonly purpose: QuizPurpose
  /** Ids, in the order in which they are asked. */
  readonly items: readonly string[]
  /** Whether hints are given. Without help nothing is, and marks are told at the end where the purpose is `exam`. */
  readonly help: boolean
}

/** What the learner is shown of an item. */
export type AskedItem = Pick<Item, 'id' | 'skill' | 'prompt' | 'choices'> & { readonly answerKind: Item['answer']['kind'] }

export interface AskedQuestion {
  readonly questionId: string
  readonly item: AskedItem
  readonly purpose: QuizPurpose
  readonly quizId?: string
  /** Of the question whose solution was shown, where this is its twin. */
  readonly twinOf?: string
  /** Whether the learner is asked first how sure they are. */
  readonly asksConfidence: boolean
  /** Milliseconds since 1970 when it closes by itself. */
  readonly expiresAt: number
}

export interface Answered {
  readonly fact: 'answered'
  /** Unique in the session: the question's id and the number of the attempt. */
  readonly answerId: string
  readonly questionId: string
  /** As the learner wrote it, cut at 2,000 characters. */
  readonly answer: string
  readonly mark: Mark
  /** Changes with the item's key: hash of it. */
  readonly keyVersion: string
}

/** 1 question, 2 pointer, 3 rule or parallel example, 4 first step, 5 full solution. */
export type HintLevel = 1 | 2 | 3 | 4 | 5

/** `attempt_first`: the last hint was not tried yet. `no_effort`: three such requests, so none until an attempt. `no_help`: an exam. */
export type HintRefusal = 'attempt_first' | 'no_effort' | 'no_help'

/** `revealed`: its solution was shown, so it does not count. `dropped`: something else was begun. */
export type QuestionEnd = 'answered' | 'revealed' | 'skipped' | 'expired' | 'dropped'
