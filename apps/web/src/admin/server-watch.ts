import type { ErrorReport, OperatorView, SessionOrder, SessionStatus } from '@tutor/protocol'

/** Which sessions are shown. */
export interface SessionQuery {
  readonly search: string
  /** Empty for all. */
  readonly status: SessionStatus | ''
  readonly order: SessionOrder
  readonly from: number
}

export type WatchState =
  /** @property problem why what was tried last did not let anybody in */
  | { readonly status: 'signed-out'; readonly problem?: string }
  | {
      readonly status: 'signed-in'
      /** Absent until the first has come. */
      readonly view?: OperatorView
      /** Whether the server has answered the last time. */
      readonly isReachable: boolean
      /** The last two minutes, the newest last. */
      readonly past: readonly OperatorView[]
      readonly query: SessionQuery
      /** What could not be done, in the server's words. */
      readonly problem?: string
    }

type SignedIn = Extract<WatchState, { status: 'signed-in' }>

const tokenKey = 'tutor.operator'
const everyMs = 1_000
/** A server that takes longer counts as one that does not answer. */
const patienceMs = 5_000
const remembered = 120
const firstQuery: SessionQuery = { search: '', status: '', order: 'recent', from: 0 }

/** Asks the server once a second how it is, with the token that its operator has given; that lives as long as the tab. */
export class ServerWatch {
  readonly #storage: Storage
  readonly #changed = new Set<() => void>()
  #state: WatchState = { status: 'signed-out' }
  #token: string | undefined
  #round = new AbortController()

  constructor(storage: Storage) {
    this.#storage = storage
    const token = storage.getItem(tokenKey)
    if (token !== null) this.signIn(token)
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): WatchState => this.#state

  signIn(token: string): void {
    this.#token = token.trim()
    this.#become({ status: 'signed-in', isReachable: true, past: [], query: firstQuery })
    this.#look()
  }

  signOut(problem?: string): void {
    this.#round.abort()
    this.#token = undefined
    this.#storage.removeItem(tokenKey)
    this.#become({ status: 'signed-out', ...(problem !== undefined && { problem }) })
  }

  /** Shows other sessions; the first page of them unless told. */
  ask(change: Partial<SessionQuery>): void {
    this.#update(({ query, ...rest }) => ({ ...rest, query: { ...query, from: 0, ...change } }))
    this.#look()
  }

  /** Has the server do something, under `/admin/`. */
  async act(path: string): Promise<void> {
    try {
      const response = await this.#fetch(path, { method: 'POST', signal: AbortSignal.timeout(patienceMs) })
      if (!response.ok) this.#tell(((await response.json()) as ErrorReport).message)
    } catch {
      this.#tell('The server does not answer. Look below whether it was done.')
    }
    this.#look()
  }

  dismiss(): void {
    this.#update(({ view, isReachable, past, query }) => ({ status: 'signed-in', isReachable, past, query, ...(view && { view }) }))
  }

  /** Order: the answer to an earlier question, which may still come, is not heard any more. */
  #look(): void {
    this.#round.abort()
    if (this.#state.status === 'signed-out') return
    this.#round = new AbortController()
    void this.#watch(this.#state.query, this.#round.signal)
  }

  async #watch({ search, status, order, from }: SessionQuery, signal: AbortSignal): Promise<void> {
    const query = new URLSearchParams({ search, status, order, from: String(from) })
    while (!signal.aborted) {
      await this.#askOnce(`state?${query}`, signal)
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }

  async #askOnce(path: string, signal: AbortSignal): Promise<void> {
    try {
      const response = await this.#fetch(path, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) })
      const body = (await response.json()) as OperatorView | ErrorReport
      if (!signal.aborted) this.#hear(response.status, body)
    } catch {
      if (!signal.aborted) this.#update((state) => ({ ...state, isReachable: false }))
    }
  }

  #hear(status: number, body: OperatorView | ErrorReport): void {
    if (status === 401 || status === 403) return this.signOut('message' in body ? body.message : undefined)
    if ('message' in body) return this.#tell(body.message)
    this.#storage.setItem(tokenKey, this.#token ?? '')
    this.#update((state) => ({ ...state, view: body, isReachable: true, past: [...state.past, body].slice(-remembered) }))
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(`/admin/${path}`, { ...init, cache: 'no-store', headers: { authorization: `Bearer ${this.#token}` } })
  }

  #tell(problem: string): void {
    this.#update((state) => ({ ...state, problem }))
  }

  #update(change: (state: SignedIn) => SignedIn): void {
    if (this.#state.status === 'signed-in') this.#become(change(this.#state))
  }

  #become(state: WatchState): void {
    this.#state = state
    for (const changed of this.#changed) changed()
  }
}
