/** What a part of a question needs to answer for the learner. */
export interface Saying {
  readonly disabled: boolean
  /** @returns whether it was taken */
  readonly say: (text: string) => boolean
}
