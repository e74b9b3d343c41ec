import type { Citation, ErrorCode } from '@tutor/protocol'
import type { Exchange, ToolActivity, Turn } from '../../src/index.ts'

/** A turn that remembers what the learner was shown. */
export class RecordedTurn implements Turn {
  readonly text: string
  readonly history: readonly Exchange[]
  readonly deltas: string[] = []
  readonly citations: Citation[] = []
  readonly tools: ToolActivity[] = []
  readonly replacements: ErrorCode[] = []
  leaks = 0
  readonly #controller = new AbortController()

  constructor(text: string, history: readonly Exchange[] = []) {
    this.text = text
    this.history = history
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get answer(): string {
    return this.deltas.join('')
  }

  abort(): void {
    this.#controller.abort()
  }

  say(delta: string): void {
    this.deltas.push(delta)
  }

  cite(citations: readonly Citation[]): void {
    this.citations.push(...citations)
  }

  showTool(activity: ToolActivity): void {
    this.tools.push(activity)
  }

  replaceModel(code: ErrorCode): void {
    this.replacements.push(code)
  }

  countLeaks(sentences: number): void {
    this.leaks += sentences
  }
}
