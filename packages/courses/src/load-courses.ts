import type { Course } from '@tutor/protocol'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CourseProblem } from './course-problem.ts'
import { readCourse, type CheckItem } from './read-course.ts'

/** Where the courses are that come with the tutor. */
const ownFolder = fileURLToPath(new URL('../courses', import.meta.url))

export interface LoadedCourses {
  readonly courses: readonly Course[]
  /** Of the files that were left out. */
  readonly problems: readonly (CourseProblem & { readonly file: string })[]
}

export interface CourseFolders {
  /** Whose files come besides those that come with the tutor, and in their place where they have the id of one. It need not be there. */
  readonly folder?: string | undefined
  readonly checkItem?: CheckItem
}

/** Reads the courses that there are. What is wrong with a file is told, and the others are there. */
export async function loadCourses({ folder, checkItem }: CourseFolders = {}): Promise<LoadedCourses> {
  const courses = new Map<string, Course>()
  const problems: LoadedCourses['problems'][number][] = []
  const given = folder === undefined ? [] : await filesIn(folder)
  for (const file of [...(await filesIn(ownFolder)), ...given]) {
    const reading = readCourse(await readFile(file, 'utf8'), checkItem)
    if ('problems' in reading) problems.push(...reading.problems.map((problem) => ({ file, ...problem })))
    else courses.set(reading.course.id, reading.course)
  }
  return { courses: [...courses.values()], problems }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => /\.ya?ml$/.test(name)).toSorted().map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
