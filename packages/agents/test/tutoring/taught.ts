import { Grading } from '@tutor/grading'
import type { Item } from '@tutor/protocol'
import { DocumentAgent, GraderAgent, QuizAgent, quizTools, SessionAgent, TutorAgent, type Teaching } from '../../src/index.ts'
import { Shelf } from '../document/shelf.ts'
import { DirectTools } from '../fake-tools.ts'
import { FewCourses, longCourse } from './few-courses.ts'
import { KnownLearner } from './known-learner.ts'

/** The tools of the Document and the Quiz agent. */
class TaughtTools extends DirectTools {
  quiz: QuizAgent | undefined

  override async call(name: string, input: object, signal = new AbortController().signal): Promise<unknown> {
    const tool = quizTools.find((each) => each.name === name)
    return tool && this.quiz ? await tool.run({ quiz: this.quiz }, tool.input.parse(input), { signal }) : await super.call(name, input, signal)
  }
}

/** The agents that teach, with real marking, of a learner whose course has two skills and 1 for every answer unless told. */
export function openTaught(courses = new FewCourses([longCourse(2)])) {
  const known = new KnownLearner(courses)
  const kept = new Map<string, readonly Item[]>()
  const items = {
    keep: async (made: readonly Item[]) => {
      kept.set(`blob-${kept.size}`, made)
      return `blob-${kept.size - 1}`
    },
    load: async (blob: string) => kept.get(blob) ?? [],
  }
  const teaching: Teaching = { learner: known.learner, log: known.log, courses: known.courses, now: () => known.now(), items, marker: new Grading() }
  const tools = new TaughtTools()
  const material = new Shelf()
  tools.document = new DocumentAgent(material, tools, async () => {})
  const quiz = new QuizAgent(teaching, tools)
  tools.quiz = quiz
  return { known, material, tools, quiz, tutor: new TutorAgent(teaching, tools), grader: new GraderAgent(teaching), session: new SessionAgent(teaching, tools, () => []) }
}
