import { EventType, type AgUiEvent, type CustomEvents } from '@tutor/protocol'
import { printable } from './printable.ts'
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
        if (call) remark(this.#terminal, printable(`${call.name} ${call.input}`))
        this.#toolCalls.delete(event.toolCallId)
        return
      }
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#terminal.output.write(printable(event.delta))
        this.#midLine = !event.delta.endsWith('\n')
        return
      case EventType.CUSTOM:
        if (event.name === 'tutor.run_restarted') this.#startAnew(event.value as CustomEvents['tutor.run_restarted'])
        return
      case EventType.RUN_FINISHED:
      case EventType.RUN_ERROR:
        return this.#endLine()
    }
  }

  /** What was written cannot be taken back, so whoever reads it is told that it is not the answer. */
  #startAnew({ discarded }: CustomEvents['tutor.run_restarted']): void {
    if (discarded === undefined) return
    this.#endLine()
    this.#terminal.output.write('[The server failed here. The answer anew:]\n')
  }

  #endLine(): void {
    if (this.#midLine) this.#terminal.output.write('\n')
    this.#midLine = false
  }
}
