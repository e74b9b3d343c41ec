export type { CourseProblem } from './course-problem.ts'
export { CourseShelf } from './course-shelf.ts'
export { loadCourses, type LoadedCourses } from './load-courses.ts'
export { readCourse, type CheckItem, type CourseReading } from './read-course.ts'
