import { EventType, type AgUiEvent, type ClientMessage, type ServerMessage } from '@tutor/protocol'
import type { Dialect } from './dialect.ts'

/** The original guide's way: a text frame is a question, its answer comes back whole in one text frame. */
export class PlainDialect implements Dialect {
  readonly #connection: number
  #asked = 0
  #answer = ''

  constructor(connection: number) {
    this.#connection = connection
  }

  read(frame: string): ClientMessage {
    const id = `plain-${this.#connection}-${++this.#asked}`
    return { type: 'run', runId: id, message: { id, content: frame } }
  }

  write(message: ServerMessage): string | undefined {
    switch (message.type) {
      case 'event':
        return this.#writeEvent(message.event)
      case 'error':
        return errorText(message.code, message.message)
      case 'hello':
      case 'pong':
        return undefined
    }
  }

  #writeEvent(event: AgUiEvent): string | undefined {
    switch (event.type) {
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#answer += event.delta
        return undefined
      case EventType.TEXT_MESSAGE_END:
        return this.#takeAnswer()
      case EventType.RUN_ERROR:
        return errorText(event.code, event.message)
      default:
        return undefined
    }
  }

  #takeAnswer(): string {
    const answer = this.#answer
    this.#answer = ''
    return answer
  }
}

function errorText(code: string | undefined, message: string): string {
  return `Error (${code}): ${message}`
}
