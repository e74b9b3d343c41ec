import { createInterface } from 'node:readline'
import { ConnectionError, type Conversation } from '@tutor/client'
import { ask, type OnEvent } from './ask.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { report } from './failure.ts'
import type { Terminal } from './terminal.ts'

/**
 * Asks every line of the input, one after the other. A question that fails is reported and does not stop the rest.
 *
 * @throws ConnectionError where the conversation ends; the reason of an interruption
 */
export async function askLines(conversation: Conversation, terminal: Terminal, onEvent: OnEvent): Promise<ExitCode> {
  const signal = terminal.interrupted
  let exitCode: ExitCode = exitCodes.ok
  // Closing it lets go of the input, which would keep the process alive.
  using lines = createInterface({ input: terminal.input, signal })
  for await (const line of lines) {
    if (line.trim() === '') continue
    try {
      await ask(conversation, line, { onEvent, signal })
    } catch (error) {
      if (error instanceof ConnectionError && error.final) throw error
      exitCode = report(terminal, error)
    }
  }
  signal.throwIfAborted()
  return exitCode
}
