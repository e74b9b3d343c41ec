/** One figure of an evaluation, beside what it has to reach. */
export interface Score {
  readonly what: string
  readonly value: number
  /** How many cases stand behind it. */
  readonly cases: number
  /** `atLeast` or `atMost`; without one it is only shown. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number }
  /** The cases that went wrong, for whoever wants to make it better. */
  readonly wrong?: readonly string[]
}

/** How well a part of the tutor does on data of the project's own. Deterministic: what it draws, it draws from `seed`. */
export interface Evaluation {
  readonly name: string
  readonly summary: string
  run(options: { readonly seed: number; readonly progress: (line: string) => void }): Promise<readonly Score[]>
}

export function isMet({ value, target }: Score): boolean {
  if (!target) return true
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
}
