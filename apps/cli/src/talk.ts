import type { Conversation } from '@tutor/client'
import { addDocument } from './add-document.ts'
import { AnswerPrinter } from './answer-printer.ts'
import { ask, type OnEvent } from './ask.ts'
import { askLines } from './ask-lines.ts'
import type { Variables } from './choose-model.ts'
import type { TalkCommand } from './command-line.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { report } from './failure.ts'
import { JsonPrinter } from './json-printer.ts'
import { openConversation } from './open-conversation.ts'
import { Repl } from './repl.ts'
import type { Terminal } from './terminal.ts'

/**
 * Opens the conversation, adds the documents and asks: one question, every line of the input, or what a person types.
 *
 * @throws UsageError, ConnectionError, FileError, TutorError
 */
export async function talk(line: TalkCommand, environment: Variables, terminal: Terminal): Promise<ExitCode> {
  const listener = line.json ? new JsonPrinter(terminal.output) : undefined
  const fault = (error: unknown) => void report(terminal, error)
  const conversation = await openConversation(line.tutor, environment, { listener, fault, terminal })
  try {
    for (const path of line.documents) await addDocument(conversation, path, terminal)
    return await converse(line, conversation, terminal)
  } finally {
    await conversation.close()
  }
}

async function converse(line: TalkCommand, conversation: Conversation, terminal: Terminal): Promise<ExitCode> {
  const printer = new AnswerPrinter(terminal)
  const onEvent: OnEvent = line.json ? () => undefined : (event) => printer.print(event)
  if (line.question !== undefined) {
    const outcome = await ask(conversation, line.question, { onEvent, signal: terminal.interrupted })
    terminal.interrupted.throwIfAborted()
    return outcome === 'answered' ? exitCodes.ok : exitCodes.failed
  }
  const person = terminal.input.isTTY && terminal.output.isTTY && !line.json
  return person ? new Repl(conversation, terminal, onEvent).run() : askLines(conversation, terminal, onEvent)
}
