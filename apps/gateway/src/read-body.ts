import { GrowingBuffer } from './growing-buffer.ts'

/** Where a request's body comes from, piece by piece. */
export interface BodySource {
  onData(handler: (chunk: ArrayBuffer, isLast: boolean) => void): unknown
}

export interface BodyBounds {
  readonly maxBytes: number
  /** Told of the bytes of each piece before it is kept; what it throws ends the reading. */
  readonly admit: (bytes: number) => void
}

/** Rejects when `gone` aborts, or with what `admit` throws. @returns `undefined` as soon as there are more than `maxBytes` */
export function readBody(source: BodySource, gone: AbortSignal, { maxBytes, admit }: BodyBounds): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const body = new GrowingBuffer()
    let reading = true
    const end = (settle: () => void): void => {
      reading = false
      settle()
    }
    gone.addEventListener('abort', () => end(() => reject(gone.reason)))
    source.onData((chunk, isLast) => {
      if (!reading) return
      if (body.length + chunk.byteLength > maxBytes) return end(() => resolve(undefined))
      try {
        admit(chunk.byteLength)
      } catch (refusal) {
        return end(() => reject(refusal))
      }
      body.append(new Uint8Array(chunk))
      if (isLast) end(() => resolve(body.bytes()))
    })
  })
}
