/** What an answer, or a part of one, says about the server. */
export type Verdict =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly why: string }
  /** No answer yet, and this has to be sent. */
  | { readonly kind: 'reply'; readonly frame: Buffer }
  /** The session greets once more, having been away; this has to be sent for the talk to go on where it was. */
  | { readonly kind: 'back'; readonly frame: Buffer }

export const incomplete: Verdict = { kind: 'incomplete' }
export const right: Verdict = { kind: 'right' }

/**
 * One connection's side of a protocol: it forms the requests and judges the answers. At most one request is open at a
 * time; an implementation MUST answer every message of the server with a verdict, `right` once per request, and MUST NOT
 * keep the buffer. It outlives its connection: after the next one opens it hears the greeting of that.
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
