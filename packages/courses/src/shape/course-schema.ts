import { z } from 'zod'
import { answerShapes } from './answer-shape.ts'
import { courseShape, hintFields, hintList, itemShape, skillShape } from './course-shape.ts'

/** The format as JSON Schema, for editors that complete and check while one writes. The reader checks more than it can say. */
export function courseSchema(): object {
  const answer = z.union([z.string(), z.number(), ...Object.values(answerShapes)])
  const item = itemShape.extend({ answer, hints: z.union([hintList, hintFields]).optional() })
  const skill = skillShape.extend({ hints: hintFields.optional(), items: z.array(item).min(1) })
  return z.toJSONSchema(courseShape.extend({ skills: z.array(skill).min(1) }), { io: 'input' })
}
