/**
 * What an answer is worth:
 * - `right` and `wrong`
 * - `wrong_form`: equal to the key, but not in the form that was asked for
 * - `progress`: a correct step that is not the answer yet
 * - `unsure`: it cannot be told; it counts neither way
 * - `invalid`: it is no answer of the kind that was asked for ("abc" where a number belongs); it is no attempt
 */
export type Verdict = 'right' | 'wrong' | 'wrong_form' | 'progress' | 'unsure' | 'invalid'

export interface Mark {
  readonly verdict: Verdict
  /** What decided. */
  readonly by: 'key' | 'number' | 'algebra' | 'points' | 'code' | 'learner'
  /** One to three sentences for the learner. MUST NOT hold a part of the key unless the verdict is `right`. */
  readonly feedback: string
}
