export { EventType } from '@ag-ui/core'
export type { Event as AgUiEvent, Message as AgUiMessage } from '@ag-ui/core'
export {
  describeLength,
  describePlace,
  type Citation,
  type DocumentKind,
  type DocumentPart,
  type DocumentSummary,
  type OutlineEntry,
  type Passage,
  type Place,
  type PlaceUnit,
  type SearchResult,
  type Section,
} from './material.ts'
export type {
  AlgebraForm,
  AlgebraKey,
  AnswerKey,
  ChoiceKey,
  CodeKey,
  CodeTest,
  Course,
  CourseOutline,
  CourseSummary,
  EquationKey,
  Hints,
  Item,
  KeyPoint,
  NumberForm,
  NumberKey,
  PointsKey,
  Skill,
  TextKey,
  WorkedExample,
} from './learning/course.ts'
export type {
  Answered,
  AskedItem,
  AskedQuestion,
  HintLevel,
  HintRefusal,
  LearningFact,
  QuestionEnd,
  QuizPurpose,
  StartedQuiz,
  TutorMode,
} from './learning/fact.ts'
export type { Mark, Verdict } from './learning/mark.ts'
export type { Plan, PlanDay, PlanTask } from './learning/plan.ts'
export type { Evidence, OpenQuestion, OpenQuiz, ProgressReport, Review, SkillMastery, SkillReport, Viewing } from './learning/progress.ts'
export { parseClientId } from './client-id.ts'
export { pingFrame, type ClientMessage, type OutlineMessage, type ReadMessage, type ResumeMessage, type RunMessage, type UploadChunkMessage, type UploadMessage } from './client-message.ts'
export { closeCodes } from './close-codes.ts'
export { decodeClientMessage, decodeServerMessage, encodeClientMessage, encodeServerMessage, pongFrame } from './codec.ts'
export { errorTable, reportOf, TutorError, type ErrorCode, type ErrorReport } from './errors.ts'
export { limits } from './limits.ts'
export {
  sessionOrders,
  sessionPageLength,
  sessionStatuses,
  type FaultKind,
  type FaultView,
  type LatencyView,
  type Level,
  type OperatorAct,
  type OperatorView,
  type QueueLevels,
  type SessionOrder,
  type SessionPage,
  type SessionStatus,
  type SessionView,
  type ThreadFault,
  type ThreadView,
} from './operator-view.ts'
export { readQuestion, readTelling, writeQuestion, writeTelling, type PlainQuestion, type PlainTelling } from './plain-letter.ts'
export {
  subprotocol,
  type Ack,
  type CoursesListed,
  type CustomEvents,
  type ErrorMessage,
  type EventEnvelope,
  type Hello,
  type ModelDescription,
  type More,
  type Pong,
  type Position,
  type Recovering,
  type Resumed,
  type Resync,
  type ResyncReason,
  type ServerMessage,
  type Stopping,
} from './server-message.ts'
export { defaultTurnLimits, type TurnLimits } from './turn-limits.ts'
