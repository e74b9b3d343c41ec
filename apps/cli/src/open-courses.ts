import { CourseShelf, courseFiles, loadCourses } from '@tutor/courses'
import { UsageError } from './usage-error.ts'

/** The courses that come with the tutor, and those of a folder. @throws UsageError where there are none in it, or one has mistakes */
export async function openCourses(folder: string | undefined): Promise<CourseShelf> {
  if (folder === undefined) return new CourseShelf((await loadCourses()).courses)
  if ((await courseFiles(folder)).length === 0) throw new UsageError(`There are no courses (*.yaml) in ${folder}.`)
  const { checkKey } = await import('@tutor/grading')
  const { courses, problems } = await loadCourses({ folder, checkItem: checkKey })
  const [first] = problems
  if (first) throw new UsageError(`${first.file}:${first.line}: ${first.message} (npm run course -- FILE tells all ${problems.length === 1 ? 'of it' : `${problems.length} mistakes`}.)`)
  return new CourseShelf(courses)
}
