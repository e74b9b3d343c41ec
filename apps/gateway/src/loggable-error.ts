/** What a log line says of an error: what kind it is and where it came up, never its text. */
export interface LoggableError {
  readonly type: string
  /** Of the errors table, of the system, of SQLite. */
  readonly code?: string | number
  readonly errno?: number
  readonly syscall?: string
  /** SQLite's own number, see https://sqlite.org/rescode.html. */
  readonly errcode?: number
  readonly frames: readonly string[]
  readonly cause?: LoggableError
  readonly errors?: readonly LoggableError[]
}

const most = { frames: 20, causes: 4 }

/** A name, not a sentence that somebody has put where a name belongs. */
const word = /^[\w$.-]{1,64}$/

/** The place stands at the line's end. A text that imitates a frame would have to name a file as well. */
const frame = /^\s+at .*(?:file:\/\/|node:)[^\s:]+:\d+:\d+\)?$/

/**
 * An error without its message. Engines quote what they choke on (`Unexpected token … "the learner's words" is not valid
 * JSON`), libraries the request with its key, so that no message can be told from a safe one.
 */
export function loggableError(thrown: unknown, causes = 0): LoggableError {
  if (!(thrown instanceof Error)) return { type: thrown === null ? 'null' : typeof thrown, frames: [] }
  const { name, cause } = thrown
  return {
    type: word.test(name) ? name : 'Error',
    ...words(thrown),
    frames: framesOf(thrown),
    ...(cause !== undefined && causes < most.causes && { cause: loggableError(cause, causes + 1) }),
    ...(thrown instanceof AggregateError && causes < most.causes && { errors: thrown.errors.slice(0, 5).map((each) => loggableError(each, causes + 1)) }),
  }
}

function words(thrown: object): Pick<LoggableError, 'code' | 'errno' | 'syscall' | 'errcode'> {
  const known = ['code', 'errno', 'syscall', 'errcode'].map((name) => [name, Reflect.get(thrown, name)] as const)
  return Object.fromEntries(known.filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && word.test(value))))
}

/** Order: the message goes first, since it may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message)
  const trace = begin < 0 ? stack : stack.slice(begin + message.length)
  return trace.split('\n').filter((line) => frame.test(line)).slice(0, most.frames).map((line) => line.trim())
}
