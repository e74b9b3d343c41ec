// node scripts/keep-courses.ts reads the courses that come with the tutor, and keeps what they say: packages/courses/src/own-courses.ts.
import { writeFileSync } from 'node:fs'
import { keptFile, loadCourses, ownFolder } from '../packages/courses/src/index.ts'
import { checkKey } from '../packages/grading/src/index.ts'
import type { Course } from '../packages/protocol/src/index.ts'

const { courses, problems } = await loadCourses({ folder: ownFolder, checkItem: checkKey })
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`)
if (problems.length > 0) process.exitCode = 1
else writeFileSync(keptFile, `[\n${courses.map(kept).join(',\n')}\n]\n`)

/** A skill or an item a line, so that a change shows as one. */
function kept({ skills, items, ...about }: Course): string {
  const lines = (all: readonly object[]): string => `[\n${all.map((each) => JSON.stringify(each)).join(',\n')}\n]`
  return `${JSON.stringify(about).slice(0, -1)},"skills":${lines(skills)},"items":${lines(items)}}`
}
