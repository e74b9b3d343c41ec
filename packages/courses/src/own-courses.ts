import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Course } from '@tutor/protocol'

/** Where the files of the courses are that come with the tutor. */
export const ownFolder = fileURLToPath(new URL('../courses', import.meta.url))

/** What those files say, once they have been checked. `npm run course -- --keep` writes it anew. */
export const keptFile = new URL('../courses/kept.json', import.meta.url)

/**
 * The courses that come with the tutor, as they are kept: reading their files costs some 0.3 s of CPU, at every start of a server
 * and of a terminal, and this 2 ms.
 */
export async function ownCourses(): Promise<readonly Course[]> {
  return JSON.parse(await readFile(keptFile, 'utf8')) as readonly Course[]
}
