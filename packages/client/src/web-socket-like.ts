interface SocketEvents {
  readonly open: unknown
  readonly message: { readonly data: unknown }
  readonly error: unknown
  readonly close: { readonly code: number; readonly reason: string }
}

/** The part of the standard `WebSocket` the client uses: browsers, Node 24 and the `ws` package all have it. */
export interface WebSocketLike {
  /** The subprotocol the server chose, or an empty text. */
  readonly protocol: string
  /** Bytes handed to `send` that have not left yet. */
  readonly bufferedAmount: number
  send(data: string): void
  close(code?: number): void
  addEventListener<Type extends keyof SocketEvents>(type: Type, listener: (event: SocketEvents[Type]) => void): void
}

export type WebSocketConstructor = new (url: string, protocol: string) => WebSocketLike
