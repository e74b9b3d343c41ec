import { requestTicket } from '@tutor/client'
import { LearnerConnection } from '../connection/learner-connection.ts'
import type { PageStorage } from '../storage/page-storage.ts'
import { readToken, type Token } from './token.ts'

/** Either a learner is talking with their session, or the page has to learn first who they are. */
export type VisitState =
  | { readonly kind: 'here'; readonly learner: LearnerConnection; readonly user: string | undefined }
  | { readonly kind: 'asked'; readonly notice: string | undefined }

interface VisitOptions {
  /** `ws://host:port`, or `wss:` */
  readonly origin: string
  readonly browser: PageStorage
  readonly tab: PageStorage
}

const tokenKey = 'tutor.token'
const clientKey = 'tutor.client'

/**
 * Who is at the page. Where the server asks nobody, one learner per browser: all its tabs show the same conversation. Where it
 * does, the user of the token, which is kept in this tab alone and goes with it.
 */
export class Visit {
  readonly #options: VisitOptions
  readonly #changed = new Set<() => void>()
  #token: Token | undefined
  #state: VisitState

  /** @param token of the link by which the learner has come */
  constructor(options: VisitOptions, token?: Token) {
    this.#options = options
    const kept = options.tab.get(tokenKey)
    this.#token = token ?? (kept === undefined ? undefined : readToken(kept))
    this.#state = this.#enter()
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): VisitState => this.#state

  /** @returns whether it is a token at all; whether it counts the connection will show */
  signIn(text: string): boolean {
    const token = readToken(text)
    if (!token) return false
    if (this.#state.kind === 'here') void this.#state.learner.close()
    this.#token = token
    this.#become(this.#enter())
    return true
  }

  /** All connections of the user end, and the server takes none of their tokens any more. */
  async signOut(): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token?.text}` }
    const isTold = await fetch('/logout', { method: 'POST', headers }).then(({ ok }) => ok, () => false)
    this.#leave(isTold ? 'You have signed out.' : 'You have signed out on this page. The server could not be told: elsewhere you are still signed in.')
  }

  #enter(): VisitState {
    const { origin, browser, tab } = this.#options
    const token = this.#token
    if (token) tab.set(tokenKey, token.text)
    const clientId = token?.user ?? browser.get(clientKey) ?? crypto.randomUUID()
    if (!token) browser.set(clientKey, clientId)
    const url = `${origin}/ws/${encodeURIComponent(clientId)}`
    const learner = new LearnerConnection(url, {
      clientId,
      storage: browser,
      unknown: () => this.#leave(token && 'Your access has ended, or this server does not know it. Ask whoever gave it to you for a new one.'),
      ...(token && { ticket: () => requestTicket(url, token.text) }),
    })
    learner.open()
    return { kind: 'here', learner, user: token?.user }
  }

  #leave(notice: string | undefined): void {
    if (this.#state.kind === 'here') void this.#state.learner.close()
    this.#token = undefined
    this.#options.tab.remove(tokenKey)
    this.#become({ kind: 'asked', notice })
  }

  #become(state: VisitState): void {
    this.#state = state
    for (const changed of this.#changed) changed()
  }
}
