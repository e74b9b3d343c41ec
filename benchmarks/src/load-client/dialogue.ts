/** What an answer, or a part of one, says about the server. */
export type Verdict =
  { readonly kind: 'incomplete' } | { readonly kind: 'right' } | { readonly kind: 'wrong'; readonly why: string }

export const incomplete: Verdict = { kind: 'incomplete' }
export const right: Verdict = { kind: 'right' }

/**
 * One connection's side of a protocol: it forms the requests and judges the answers. At most one request is open at a
 * time; an implementation MUST answer every message of the server with a verdict and MUST NOT keep the buffer.
 */
export interface Dialogue {
  /** Asked for in the handshake; `undefined` for plain text. */
  readonly subprotocol: string | undefined
  /** Whether the server speaks first; its greeting is judged like an answer. */
  readonly greeted: boolean
  /** The frame of the next request. */
  ask(): Buffer
  /** The frame that asks whether the server is still there. */
  ping(): Buffer
  hear(message: Buffer): Verdict
}

/** What a connection says. A canary is text that no other connection sends, and is expected back to the letter. */
export type Speech =
  { readonly kind: 'canary'; readonly bytes: number } | { readonly kind: 'text'; readonly text: string }
