import { EventType, type AgUiEvent } from '@tutor/protocol'
import { remark, type Terminal } from './terminal.ts'

/** Writes an answer as it comes: its text to the output, the tools it uses as remarks. */
export class AnswerPrinter {
  readonly #terminal: Terminal
  readonly #toolCalls = new Map<string, { readonly name: string; input: string }>()
  #midLine = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  print(event: AgUiEvent): void {
    switch (event.type) {
      case EventType.TOOL_CALL_START:
        this.#toolCalls.set(event.toolCallId, { name: event.toolCallName, input: '' })
        return
      case EventType.TOOL_CALL_ARGS: {
        const call = this.#toolCalls.get(event.toolCallId)
        if (call) call.input += event.delta
        return
      }
      case EventType.TOOL_CALL_END: {
        const call = this.#toolCalls.get(event.toolCallId)
        if (call) remark(this.#terminal, `${call.name} ${call.input}`)
        this.#toolCalls.delete(event.toolCallId)
        return
      }
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#terminal.output.write(event.delta)
        this.#midLine = !event.delta.endsWith('\n')
        return
      case EventType.RUN_FINISHED:
      case EventType.RUN_ERROR:
        if (this.#midLine) this.#terminal.output.write('\n')
        this.#midLine = false
        return
    }
  }
}
