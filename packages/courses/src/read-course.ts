import { readFile } from 'node:fs/promises'
import type { CheckItem, CourseReading } from './reading/read-text.ts'

/** Reads the text of a course's file, YAML as docs/courses.md describes it. All that is wrong is told at once, in the order of the lines. */
export async function readCourse(text: string, checkItem?: CheckItem): Promise<CourseReading> {
  // Loaded only where there is something to read: most servers have no courses of their own, and YAML costs more than all else here.
  const { readText } = await import('./reading/read-text.ts')
  return readText(text, checkItem)
}

/** The format as JSON Schema, for a teacher's editor. */
export async function courseSchema(): Promise<object> {
  const { courseSchema: schema } = await import('./shape/course-schema.ts')
  return schema()
}

/** Reads a file. Where it cannot be read at all, that is its one mistake. */
export async function readCourseFile(file: string, checkItem?: CheckItem): Promise<CourseReading> {
  try {
    return await readCourse(await readFile(file, 'utf8'), checkItem)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return { problems: [{ line: 1, message: `It cannot be read (${code}).` }] }
  }
}
