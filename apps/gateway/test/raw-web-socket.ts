import { request } from 'node:http'
import type { Socket } from 'node:net'

/** A WebSocket by hand, which reads, answers and takes only what its test does. */
export class RawWebSocket implements Disposable {
  readonly socket: Socket
  #received: Buffer

  private constructor(socket: Socket, head: Buffer) {
    this.socket = socket
    this.#received = head
    socket.pause()
    // The server may cut it off.
    socket.on('error', () => {})
  }

  static open(url: string, subprotocol?: string): Promise<RawWebSocket> {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...(subprotocol !== undefined && { 'Sec-WebSocket-Protocol': subprotocol }),
    }
    const { promise, resolve, reject } = Promise.withResolvers<RawWebSocket>()
    const handshake = request(url, { headers })
    handshake.once('upgrade', (_response, socket, head) => resolve(new RawWebSocket(socket, head)))
    handshake.once('error', reject)
    handshake.end()
    return promise
  }

  /** Takes all that waits, up to the end of the connection. @returns the whole text frames, and the close frame's code if one came */
  async drain(): Promise<{ readonly texts: readonly string[]; readonly closeCode: number | undefined }> {
    this.socket.resume()
    for await (const chunk of this.socket) this.#received = Buffer.concat([this.#received, chunk as Buffer])
    const frames = [...framesIn(this.#received)]
    const close = frames.find(({ opcode }) => opcode === 8)
    return {
      texts: frames.filter(({ opcode }) => opcode === 1).map(({ payload }) => payload.toString()),
      closeCode: close?.payload.readUInt16BE(0),
    }
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}

interface Frame {
  readonly opcode: number
  readonly payload: Buffer
}

/** The whole frames of a server: unmasked, and not fragmented by ours. */
function* framesIn(bytes: Buffer): Generator<Frame> {
  let rest = bytes
  while (rest.length >= 2) {
    const { header, length } = lengthOf(rest)
    if (rest.length < header + length) return
    yield { opcode: (rest[0] ?? 0) & 0x0f, payload: rest.subarray(header, header + length) }
    rest = rest.subarray(header + length)
  }
}

function lengthOf(frame: Buffer): { header: number; length: number } {
  const short = (frame[1] ?? 0) & 0x7f
  if (short < 126) return { header: 2, length: short }
  if (short === 126) return { header: 4, length: frame.length < 4 ? Infinity : frame.readUInt16BE(2) }
  return { header: 10, length: frame.length < 10 ? Infinity : Number(frame.readBigUInt64BE(2)) }
}
