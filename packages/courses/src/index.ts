export { CourseShelf } from './course-shelf.ts'
