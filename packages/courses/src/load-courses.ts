import type { Course } from '@tutor/protocol'
import { readCourseFile } from './read-course.ts'
import { courseFiles } from './course-files.ts'
import type { CourseProblem } from './course-problem.ts'
import { ownCourses } from './own-courses.ts'
import type { CheckItem } from './reading/read-text.ts'

export interface LoadedCourses {
  readonly courses: readonly Course[]
  /** Of the files that were left out. */
  readonly problems: readonly FileProblem[]
}

export interface FileProblem extends CourseProblem {
  readonly file: string
}

export interface CourseFolders {
  /** Whose files come before the courses that come with the tutor, and in their place where they have the id of one. It need not be there. */
  readonly folder?: string | undefined
  readonly checkItem?: CheckItem
}

/** Reads the courses that there are. What is wrong with a file is told, and the others are there. */
export async function loadCourses({ folder, checkItem }: CourseFolders = {}): Promise<LoadedCourses> {
  const courses = new Map<string, Course>()
  const fileOf = new Map<string, string>()
  const problems: FileProblem[] = []
  for (const file of folder === undefined ? [] : await courseFiles(folder)) {
    const reading = await readCourseFile(file, checkItem)
    if ('problems' in reading) {
      problems.push(...reading.problems.map((problem) => ({ file, ...problem })))
      continue
    }
    const { id } = reading.course
    const other = fileOf.get(id)
    if (other === undefined) courses.set(id, reading.course)
    else problems.push({ file, line: 1, message: `The course “${id}” is in ${other} as well. Give one of them another id.` })
    fileOf.set(id, other ?? file)
  }
  // Order: those of the folder are in front, since the first course is the one that learners begin who name none.
  for (const course of await ownCourses()) if (!courses.has(course.id)) courses.set(course.id, course)
  return { courses: [...courses.values()], problems }
}
