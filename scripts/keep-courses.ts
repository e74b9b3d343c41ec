// node scripts/keep-courses.ts reads the courses that come with the tutor, and keeps what they say: packages/courses/src/own-courses.ts.
import { writeFileSync } from 'node:fs'
import { courseFiles, keptFile, ownFolder, readCourseFile } from '../packages/courses/src/index.ts'
import { checkKey } from '../packages/grading/src/index.ts'
import type { Course } from '../packages/protocol/src/index.ts'

const courses: Course[] = []
for (const file of await courseFiles(ownFolder)) {
  const reading = await readCourseFile(file, checkKey)
  if ('course' in reading) {
    courses.push(reading.course)
    continue
  }
  for (const { line, message } of reading.problems) console.error(`${file}:${line}: ${message}`)
  process.exitCode = 1
}
if (process.exitCode === undefined) writeFileSync(keptFile, `[\n${courses.map(kept).join(',\n')}\n]\n`)

/** A skill or an item a line, so that a change shows as one. */
function kept({ skills, items, ...about }: Course): string {
  const lines = (all: readonly object[]): string => `[\n${all.map((each) => JSON.stringify(each)).join(',\n')}\n]`
  return `${JSON.stringify(about).slice(0, -1)},"skills":${lines(skills)},"items":${lines(items)}}`
}
