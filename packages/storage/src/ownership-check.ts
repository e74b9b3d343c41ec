import { TutorError } from '@tutor/protocol'
import type { Append, Snapshot } from './store.ts'

/** What a store keeps in memory of a session's end. */
export interface Head {
  readonly sessionId: string
  /** The highest that was handed out or that a record has. */
  epoch: number
  /** Whether the owner with that epoch is still there. */
  owned: boolean
  /** `seq` of the last event, 0 before the first. */
  seq: number
}

/** @throws {TutorError} `session_moved` unless the epoch is that of the present owner */
export function checkOwner(head: Head | undefined, epoch: number): asserts head is Head {
  if (!head?.owned || head.epoch !== epoch) throw new TutorError('session_moved')
}

/** @throws {TutorError} `session_failed` when the record does not follow the last: its owner has lost count */
export function checkFollows(head: Head, { seq, count }: Append): void {
  if (seq === head.seq + 1 && count >= 1) return
  throw new TutorError('session_failed', `The history goes on at ${head.seq + 1}, not with ${count} events at ${seq}.`)
}

/** @throws {TutorError} `session_failed` for events that no state holds */
export function checkForgettable(snapshot: Snapshot | undefined, seq: number): void {
  const held = snapshot?.seq ?? 0
  if (seq <= held) return
  throw new TutorError('session_failed', `The state of the session ends at ${held}, before ${seq}.`)
}

/** @throws {TutorError} `session_failed` for a state of events that are not in the history */
export function checkSnapshot(head: Head, { seq }: Snapshot): void {
  if (seq <= head.seq) return
  throw new TutorError('session_failed', `The history ends at ${head.seq}, before the state at ${seq}.`)
}
