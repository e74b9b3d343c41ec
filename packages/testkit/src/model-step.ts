/** One thing a scripted model does. Made by {@link say}, {@link callTool}, {@link waitFor} and {@link failWith}. */
export type ModelStep = SayStep | CallToolStep | WaitStep | FailStep

/** What a scripted model does in answer to one call, in order. */
export type ModelReply = readonly ModelStep[]

export interface SayStep {
  readonly do: 'say'
  readonly deltas: readonly string[]
}

export interface CallToolStep {
  readonly do: 'call-tool'
  readonly tool: string
  /** JSON of the input, or anything else when the model is to get it wrong. */
  readonly arguments: string
}

export interface WaitStep {
  readonly do: 'wait'
  readonly until: Promise<unknown>
}

interface FailStep {
  readonly do: 'fail'
  readonly error: unknown
}

/** Streams text, one delta per argument. */
export function say(...deltas: string[]): SayStep {
  return { do: 'say', deltas }
}

/** @param input the tool's input; a string is sent as it is, valid JSON or not */
export function callTool(tool: string, input: object | string): CallToolStep {
  return { do: 'call-tool', tool, arguments: typeof input === 'string' ? input : JSON.stringify(input) }
}

/** Says nothing until the test settles the promise. */
export function waitFor(until: Promise<unknown>): WaitStep {
  return { do: 'wait', until }
}

/** Says nothing for ever; only an abort or the end of the server ends it. */
export function stall(): WaitStep {
  return { do: 'wait', until: new Promise(() => {}) }
}

/** As the first step the call itself is rejected, later the stream carries the error. */
export function failWith(error: unknown): FailStep {
  return { do: 'fail', error }
}
