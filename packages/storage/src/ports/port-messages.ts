import type { ErrorReport } from '@tutor/protocol'
import type { Store } from '../store.ts'

/** What can be asked of a store through a port. */
export type PortMethod = Exclude<keyof Store, 'close'>

/**
 * All that was asked for in one turn of the event loop, in order. Each call is the method's name and its arguments as an
 * array; only an append, by far the most frequent, is flat: its name and {@link appendLength} fields in a row, of which
 * strings and numbers are cheap to clone. The calls of a port count from 0 in the order in which they cross.
 */
export type CallBatch = readonly unknown[]

/** `sessionId`, `epoch`, `seq`, `count`, `version`, `body`, `blobs`. */
export const appendLength = 7

/** What was answered in one turn of the event loop, by the numbers of the calls. */
export interface AnswerBatch {
  /** Done, with nothing to say. */
  readonly done: readonly number[]
  readonly values: readonly (readonly [call: number, value: unknown])[]
  readonly errors: readonly (readonly [call: number, error: ErrorReport])[]
}
