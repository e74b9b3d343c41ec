import { parseArgs } from 'node:util'
import { courseSchema } from '@tutor/courses'
import { checkCourse } from './check-course.ts'
import { exitCodes } from './exit-codes.ts'

const usage = `npm run --silent course -- FILE… [--answers]   (--answers also has every item answered by its own key)
npm run --silent course -- --schema            (the format as JSON Schema, for an editor)`

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { answers: { type: 'boolean', default: false }, schema: { type: 'boolean', default: false } } })
  if (values.schema) console.log(JSON.stringify(await courseSchema(), null, 2))
  else if (positionals.length === 0) throw new Error(usage)
  for (const file of positionals) {
    const { right, lines } = await checkCourse(file, values)
    for (const line of lines) (right ? console.log : console.error)(line)
    if (!right) process.exitCode = exitCodes.failed
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = exitCodes.usage
}
