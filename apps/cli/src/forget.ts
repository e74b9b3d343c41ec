import { eraseSession } from '@tutor/client'
import type { Variables } from './choose-model.ts'
import type { ForgetCommand } from './command-line.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { report } from './failure.ts'
import { openConversation } from './open-conversation.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** Deletes a session for good. @throws UsageError, ConnectionError, TutorError */
export async function forget({ tutor }: ForgetCommand, environment: Variables, terminal: Terminal): Promise<ExitCode> {
  const fault = (error: unknown) => void report(terminal, error)
  const conversation = await openConversation(tutor, environment, { listener: undefined, fault, terminal })
  const { clientId } = conversation.hello
  try {
    await eraseSession(conversation)
  } finally {
    await conversation.close()
  }
  terminal.output.write(printable(`The session ${clientId} is deleted, with its documents and all that was known.\n`))
  return exitCodes.ok
}
