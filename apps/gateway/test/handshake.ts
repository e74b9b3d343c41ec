import { request } from 'node:http'

export interface HandshakeAnswer {
  /** 101 where the connection was accepted; it is closed at once then. */
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A WebSocket handshake by hand, to see the answer's status and body. */
export function handshake(url: string, headers: Readonly<Record<string, string>> = {}): Promise<HandshakeAnswer> {
  const outgoing = request(url, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  })
  const { promise, resolve, reject } = Promise.withResolvers<HandshakeAnswer>()
  outgoing.once('error', reject)
  outgoing.once('upgrade', (response, socket) => {
    socket.destroy()
    resolve({ status: 101, body: '', headers: response.headers })
  })
  outgoing.once('response', async (response) => {
    const chunks = await response.toArray()
    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: response.headers })
  })
  outgoing.end()
  return promise
}
