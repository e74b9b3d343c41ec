import { EventType, readQuestion, writeTelling, type ClientMessage, type EventEnvelope, type ServerMessage } from '@tutor/protocol'
import type { Dialect } from './dialect.ts'

/**
 * The original guide's way: a text is a question, its answer comes back whole in one text. Its frames are those of
 * `plain-letter.ts` in the protocol: the connection numbers the questions and remembers how far the client is.
 */
export class PlainDialect implements Dialect {
  readonly #prefix: string
  #runId = ''
  #answer = ''

  /** @param name of the connection, never used for another one of the session, in no process */
  constructor(name: string) {
    this.#prefix = `plain-${name}-`
  }

  read(frame: string): ClientMessage {
    const { number, text } = readQuestion(frame)
    const id = `${this.#prefix}${number}`
    return { type: 'run', runId: id, message: { id, content: text } }
  }

  write(message: ServerMessage): string | undefined {
    switch (message.type) {
      case 'event':
        return this.#writeEvent(message)
      case 'error':
        return writeTelling({ answered: this.#answered(message.ref ?? ''), text: errorText(message.code, message.message) })
      case 'hello':
        return writeTelling({ seq: message.seq })
      default:
        return undefined
    }
  }

  #writeEvent({ seq, event }: EventEnvelope): string | undefined {
    switch (event.type) {
      case EventType.RUN_STARTED:
        this.#runId = event.runId
        return undefined
      case EventType.TEXT_MESSAGE_START:
        this.#answer = ''
        return undefined
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#answer += event.delta
        return undefined
      case EventType.RUN_FINISHED:
        return this.#end(seq, this.#answer)
      case EventType.RUN_ERROR:
        return this.#end(seq, errorText(event.code, event.message))
      default:
        return undefined
    }
  }

  #end(seq: number, text: string): string {
    this.#answer = ''
    return writeTelling({ seq, answered: this.#answered(this.#runId), text: text === '' ? undefined : text })
  }

  /** The number of the question that the run answers, if it was asked here. */
  #answered(runId: string): number | undefined {
    return runId.startsWith(this.#prefix) ? Number(runId.slice(this.#prefix.length)) : undefined
  }
}

function errorText(code: string | undefined, message: string): string {
  return `Error (${code}): ${message}`
}
