import type { Courses, LearningLog } from '@tutor/agents'
import { CourseShelf } from '@tutor/courses'
import type { Embedder } from '@tutor/documents'
import { Grading, type CodeRunner } from '@tutor/grading'
import { xapiStatements } from '@tutor/learner'
import type { Ownership, Store } from '@tutor/storage'
import { ItemBlobs } from './item-blobs.ts'
import type { SessionState } from './session-state.ts'
import type { SessionTeaching } from './teaching-agents.ts'

/** What teaching takes from outside the session. */
export interface TeachingOptions {
  /** Helps to find what fits a question by its meaning; words alone decide unless told. */
  readonly embedder?: Embedder
  /** None unless told. */
  readonly courses?: Courses
  /** Where code that learners write is run; nowhere unless told. */
  readonly codeRunner?: CodeRunner
  /** The platform's address, under which what a learner exports is named; `http://localhost` unless told. */
  readonly homePage?: string
}

interface TeachingSession {
  readonly options: TeachingOptions & { readonly store: Store }
  readonly owner: Ownership
  readonly state: SessionState
  readonly log: LearningLog
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const noCourses = new CourseShelf([])

/** What the agents of a session share when they teach. */
export function openTeaching({ options, owner, state, log, now }: TeachingSession): SessionTeaching {
  const { store, courses = noCourses, codeRunner, homePage = 'http://localhost' } = options
  return {
    learner: state.learner,
    log,
    courses,
    items: new ItemBlobs(store, owner),
    marker: new Grading(codeRunner ? { runner: codeRunner } : {}),
    now,
    tokensUsed: (at) => state.tokensUsed(at),
    exchanges: () => state.exchanges,
    exportLearning: () => xapiStatements(state.learner, { learnerId: owner.sessionId, homePage }),
  }
}
