import { opcodes, readFrameSpan, type FrameSpan } from './frame.ts'

export interface FrameListener {
  /** A whole text or binary message. The buffer is only valid until the call returns. */
  message(payload: Buffer): void
  ping(payload: Buffer): void
  pong(): void
  /** @param code 1005 when the frame names none */
  close(code: number): void
}

/** Cuts a server's bytes into messages, however TCP or the server has divided them. */
export class FrameReader {
  readonly #listener: FrameListener
  #rest: Buffer | undefined
  #fragments: Buffer[] = []

  constructor(listener: FrameListener) {
    this.#listener = listener
  }

  /**
   * @param chunk may be reused by the caller afterwards
   * @throws RangeError when the bytes are not what a server may send
   */
  push(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = undefined
    let at = 0
    for (;;) {
      const span = readFrameSpan(bytes, at)
      if (span === undefined || span.end > bytes.length) break
      at = span.end
      this.#take(span, bytes.subarray(span.payloadAt, span.end))
    }
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at))
  }

  #take(span: FrameSpan, payload: Buffer): void {
    switch (span.opcode) {
      case opcodes.text:
      case opcodes.binary:
        if (this.#fragments.length > 0) throw new RangeError('a message began inside another')
        if (span.final) return this.#listener.message(payload)
        this.#fragments.push(Buffer.from(payload))
        return
      case opcodes.continuation:
        return this.#continue(span.final, payload)
      case opcodes.ping:
        return this.#listener.ping(payload)
      case opcodes.pong:
        return this.#listener.pong()
      case opcodes.close:
        return this.#listener.close(payload.length >= 2 ? payload.readUInt16BE() : 1005)
      default:
        throw new RangeError(`the opcode ${span.opcode} is reserved`)
    }
  }

  #continue(final: boolean, payload: Buffer): void {
    if (this.#fragments.length === 0) throw new RangeError('a continuation without a beginning')
    this.#fragments.push(Buffer.from(payload))
    if (!final) return
    const message = Buffer.concat(this.#fragments)
    this.#fragments = []
    this.#listener.message(message)
  }
}
