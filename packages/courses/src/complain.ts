import type { CoursePath } from './course-problem.ts'

/** Tells a mistake, by where it stands. */
export type Complain = (path: CoursePath, message: string) => void

/** Of each id that stands twice. */
export function complainOfTwice(named: readonly { readonly id: string; readonly path: CoursePath }[], what: string, complain: Complain): void {
  const seen = new Set<string>()
  for (const { id, path } of named) {
    if (seen.has(id)) complain(path, `there is another ${what} “${id}” before`)
    seen.add(id)
  }
}
