import { Grading } from '@tutor/grading'
import type { Item } from '@tutor/protocol'
import { GraderAgent, QuizAgent, SessionAgent, TutorAgent, type Teaching } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { FewCourses, longCourse } from './few-courses.ts'
import { KnownLearner } from './known-learner.ts'

/** The agents that teach, of a learner with a course of two skills whose answers are all 1, and real marking. */
export function openTaught() {
  const known = new KnownLearner(new FewCourses([longCourse(2)]))
  const kept = new Map<string, readonly Item[]>()
  const items = {
    keep: async (made: readonly Item[]) => {
      kept.set(`blob-${kept.size}`, made)
      return `blob-${kept.size - 1}`
    },
    load: async (blob: string) => kept.get(blob) ?? [],
  }
  const teaching: Teaching = { learner: known.learner, log: known.log, courses: known.courses, now: () => known.now(), items, marker: new Grading() }
  const tools = new DirectTools()
  return { known, quiz: new QuizAgent(teaching, tools), tutor: new TutorAgent(teaching, tools), grader: new GraderAgent(teaching), session: new SessionAgent(teaching, tools, () => []) }
}
