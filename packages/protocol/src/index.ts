export { EventType } from '@ag-ui/core'
export type { Event as AgUiEvent, Message as AgUiMessage } from '@ag-ui/core'
export { describePlace, type Citation, type DocumentSummary, type Passage, type Place, type SearchResult, type Section } from './material.ts'
export { parseClientId } from './client-id.ts'
export { pingFrame, type ClientMessage, type ResumeMessage, type RunMessage, type UploadChunkMessage, type UploadMessage } from './client-message.ts'
export { closeCodes } from './close-codes.ts'
export { decodeClientMessage, decodeServerMessage, encodeClientMessage, encodeServerMessage, pongFrame } from './codec.ts'
export { errorTable, reportOf, TutorError, type ErrorCode, type ErrorReport } from './errors.ts'
export { limits } from './limits.ts'
export { readQuestion, readTelling, writeQuestion, writeTelling, type PlainQuestion, type PlainTelling } from './plain-letter.ts'
export {
  subprotocol,
  type Ack,
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
