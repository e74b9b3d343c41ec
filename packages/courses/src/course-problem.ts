/** Something that is wrong in a course's file. */
export interface CourseProblem {
  /** From 1. */
  readonly line: number
  /** What is wrong, and how it would be right. */
  readonly message: string
}

/** Where something stands in the file: `['skills', 2, 'items', 0, 'answer']`. */
export type CoursePath = readonly (string | number)[]

/** Takes down what is wrong, by where it stands. */
export type Report = (path: CoursePath, message: string) => void
