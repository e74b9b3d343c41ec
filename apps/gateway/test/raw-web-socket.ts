import { request, type IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'

/** A WebSocket by hand, which reads, answers and takes only what its test does. */
export class RawWebSocket implements Disposable {
  readonly socket: Socket
  /** Of the server's answer to the handshake. */
  readonly headers: IncomingHttpHeaders
  #received: Buffer

  private constructor(socket: Socket, headers: IncomingHttpHeaders, head: Buffer) {
    this.socket = socket
    this.headers = headers
    this.#received = head
    socket.pause()
    // The server may cut it off.
    socket.on('error', () => {})
  }

  /** @throws Error when the server answers with anything but a WebSocket */
  static open(url: string, subprotocol?: string, more: Readonly<Record<string, string>> = {}): Promise<RawWebSocket> {
    const headers = {
      ...more,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...(subprotocol !== undefined && { 'Sec-WebSocket-Protocol': subprotocol }),
    }
    const { promise, resolve, reject } = Promise.withResolvers<RawWebSocket>()
    const handshake = request(url, { headers })
    handshake.once('upgrade', (response, socket, head) => resolve(new RawWebSocket(socket, response.headers, head)))
    handshake.once('response', ({ statusCode }) => reject(new Error(`answered with ${statusCode}`)))
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
