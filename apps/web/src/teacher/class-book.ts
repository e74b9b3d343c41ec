import type { ErrorReport, ProgressReport } from '@tutor/protocol'

export type LearnerEntry =
  | { readonly name: string; readonly status: 'asking' | 'private' }
  | { readonly name: string; readonly status: 'shared'; readonly progress: ProgressReport }
  /** @property problem why nothing could be had, in the server's words */
  | { readonly name: string; readonly status: 'failed'; readonly problem: string }

export type ClassState =
  | { readonly status: 'signed-out'; readonly problem?: string }
  | { readonly status: 'signed-in'; readonly teacher?: string; readonly learners: readonly LearnerEntry[]; readonly problem?: string }

const tokenKey = 'tutor.teacher'
/** Learners that are asked for at a time: a session that sleeps has to wake first. */
const atATime = 4

interface Answer {
  readonly status: number
  readonly body: object
}

/** A teacher's learners, and what those who share it are known to know. Asked for when the teacher wants it: each learner sees that. */
export class ClassBook {
  readonly #storage: Storage
  readonly #changed = new Set<() => void>()
  #state: ClassState = { status: 'signed-out' }
  #token = ''

  constructor(storage: Storage) {
    this.#storage = storage
    const token = storage.getItem(tokenKey)
    if (token !== null) this.signIn(token)
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): ClassState => this.#state

  signIn(token: string): void {
    this.#token = token.trim()
    this.#become({ status: 'signed-in', learners: [] })
    void this.look()
  }

  signOut(problem?: string): void {
    this.#token = ''
    this.#storage.removeItem(tokenKey)
    this.#become({ status: 'signed-out', ...(problem !== undefined && { problem }) })
  }

  /** Asks for all of them anew. */
  async look(): Promise<void> {
    const { status, body } = await this.#get('learners')
    if (status === 401 || status === 403) return this.signOut((body as ErrorReport).message)
    if (status !== 200) return this.#become({ status: 'signed-in', learners: [], problem: (body as ErrorReport).message })
    const { teacher, learners } = body as { readonly teacher: string; readonly learners: readonly string[] }
    this.#storage.setItem(tokenKey, this.#token)
    this.#become({ status: 'signed-in', teacher, learners: learners.map((name) => ({ name, status: 'asking' })) })
    const waiting = learners.values()
    await Promise.all(Array.from({ length: atATime }, async () => {
      for (const name of waiting) this.#enter(await this.#ask(name))
    }))
  }

  async #ask(name: string): Promise<LearnerEntry> {
    const { status, body } = await this.#get(`learners/${encodeURIComponent(name)}/progress`)
    if (status === 200) return { name, status: 'shared', progress: body as ProgressReport }
    const { code, message } = body as ErrorReport
    return code === 'not_shared' ? { name, status: 'private' } : { name, status: 'failed', problem: message }
  }

  #enter(entry: LearnerEntry): void {
    if (this.#state.status === 'signed-out') return
    this.#become({ ...this.#state, learners: this.#state.learners.map((each) => (each.name === entry.name ? entry : each)) })
  }

  async #get(path: string): Promise<Answer> {
    try {
      const response = await fetch(`/teacher/${path}`, { cache: 'no-store', headers: { authorization: `Bearer ${this.#token}` } })
      return { status: response.status, body: (await response.json()) as object }
    } catch {
      return { status: 0, body: { message: 'The server does not answer. Try again in a moment.' } }
    }
  }

  #become(state: ClassState): void {
    this.#state = state
    for (const changed of this.#changed) changed()
  }
}
