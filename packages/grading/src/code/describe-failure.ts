import type { CodeResult } from './code-runner.ts'

const longestMessage = 200

/** What an error of the engine, or of the learner's code in it, comes to. */
export function describeFailure(thrown: unknown): CodeResult {
  const { name = 'Error', message = '', stack = '' } = thrown as Partial<Error>
  if (name === 'InternalError' && message === 'interrupted') return { outcome: 'timed_out' }
  // The engine itself ends where there is no memory left for it to say so.
  if (message.includes('out of memory') || thrown instanceof WebAssembly.RuntimeError) return { outcome: 'out_of_memory' }
  const line = /answer\.js:(\d+)/.exec(stack)?.[1]
  return { outcome: 'threw', message: (message === '' ? name : `${name}: ${message}`).slice(0, longestMessage), ...(line !== undefined && { line: Number(line) }) }
}
