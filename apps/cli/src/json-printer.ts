import type { ConversationListener } from '@tutor/client'
import type { ServerMessage } from '@tutor/protocol'
import type { Terminal } from './terminal.ts'

/** Writes every message of the session as one line of JSON. */
export class JsonPrinter implements ConversationListener {
  readonly #output: Terminal['output']

  constructor(output: Terminal['output']) {
    this.#output = output
  }

  receive(message: ServerMessage): void {
    this.#output.write(`${JSON.stringify(message)}\n`)
  }

  /** Whoever waits for an answer is told why it ended. */
  end(): void {}
}
