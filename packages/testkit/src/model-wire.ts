import type { IncomingHttpHeaders } from 'node:http'
import type { CallToolStep, SayStep } from './model-step.ts'

/** The events of one answer, and the same answer in one piece. */
export interface WireAnswer {
  /** The first events. */
  open(): string
  /** The events of one step: text by deltas, a tool call by its name and then fragments of its arguments. */
  perform(step: SayStep | CallToolStep): Generator<string>
  /** The last events. */
  close(): string
  /** All of it as the answer to a request without `stream`. */
  whole(): object
  /** An event of the right kind with broken JSON. */
  garbled(): string
}

/** What every request says. */
export interface WireRequest {
  readonly model: string
  readonly stream: boolean
}

/** How a service speaks: the address, the key, the body and the events. */
export interface ModelWire<Body extends WireRequest> {
  /** Behind the base address. */
  readonly path: string
  /** The key, as the header that carries it. */
  key(headers: IncomingHttpHeaders): string | undefined
  /** @throws Error that says what is wrong, as strictly as the hosted service */
  parse(body: string): Body
  answer(model: string): WireAnswer
  /** The body of an answer with an error status. */
  error(status: number, message: string): object
}

const fragmentLength = 5

/** As services do it: the arguments of a tool come in pieces that end anywhere. */
export function fragments(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / fragmentLength) }, (_, index) => text.slice(index * fragmentLength, (index + 1) * fragmentLength))
}

/** A server-sent event. */
export function serverSentEvent(data: string, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`
}
