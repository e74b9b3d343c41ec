import { createHash, randomBytes } from 'node:crypto'
import { LoadFailure } from './load-failure.ts'
import type { Target } from './target.ts'

const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const headEnd = Buffer.from('\r\n\r\n')
const longestHead = 16_384

/** The client's half of an opening handshake (RFC 6455 section 4.1). */
export class Handshake {
  readonly request: string
  readonly #accept: string
  readonly #subprotocol: string | undefined
  #received: Buffer = Buffer.alloc(0)

  constructor(target: Target, clientId: string, subprotocol: string | undefined) {
    const key = randomBytes(16).toString('base64')
    const host = target.host.includes(':') ? `[${target.host}]` : target.host
    this.#accept = createHash('sha1')
      .update(key + acceptSuffix)
      .digest('base64')
    this.#subprotocol = subprotocol
    this.request = [
      `GET ${target.path}${encodeURIComponent(clientId)} HTTP/1.1`,
      `Host: ${host}:${target.port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${key}`,
      'Sec-WebSocket-Version: 13',
      ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
      '\r\n',
    ].join('\r\n')
  }

  /**
   * @returns the bytes behind the server's half once it is complete, `undefined` before
   * @throws LoadFailure `handshake_refused`
   */
  push(chunk: Buffer): Buffer | undefined {
    this.#received = Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf(headEnd)
    if (end >= 0) {
      this.#check(this.#received.toString('latin1', 0, end))
      return this.#received.subarray(end + headEnd.length)
    }
    if (this.#received.length > longestHead)
      throw new LoadFailure('handshake_refused', 'The server answered with an endless head.')
    return undefined
  }

  #check(head: string): void {
    const [status = '', ...lines] = head.split('\r\n')
    if (!/^HTTP\/1\.1 101\b/.test(status))
      throw new LoadFailure('handshake_refused', `The server answered "${status}".`)
    const headers = new Map(lines.map((line) => splitHeader(line)))
    if (headers.get('sec-websocket-accept') !== this.#accept) {
      throw new LoadFailure('handshake_refused', 'The server answered with a wrong Sec-WebSocket-Accept.')
    }
    if (headers.get('sec-websocket-protocol') !== this.#subprotocol) {
      throw new LoadFailure(
        'handshake_refused',
        `The server did not agree to ${this.#subprotocol ?? 'no subprotocol'}.`,
      )
    }
  }
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
