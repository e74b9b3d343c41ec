import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

export interface TestServer extends AsyncDisposable {
  readonly address: string
  /** Connections that are open. */
  readonly open: number
}

/** A real WebSocket server whose every connection is handled by the test. */
export async function startServer(handle: (socket: WebSocket, clientId: string) => void): Promise<TestServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket, request) => handle(socket, request.url?.split('/').at(-1) ?? ''))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    get open() {
      return server.clients.size
    },
    address: `ws://127.0.0.1:${port}/ws/`,
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers every text with `answer`, the text itself unless told otherwise. */
export function startEchoServer(answer: (text: string) => string = (text) => text): Promise<TestServer> {
  return startServer((socket) => {
    socket.on('message', (data) => socket.send(answer(String(data))))
  })
}
