import type { AskedQuestion } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import { waitingQuestion } from '../quiz/open-question.ts'
import { questionText } from '../quiz/question-text.ts'
import type { QuizSummary } from '../quiz/quiz-step.ts'
import type { Desk, Handler, Told } from './desk.ts'

/** Begins a course, or goes on: what is due first, then the next lesson. */
const start: Handler = async (argument, desk) => {
  const { teaching, model } = desk
  const { learner, courses } = teaching
  if (courses.list().length === 0) return `${model.description.description}\n\nThere is no course here. Add a document and ask about it, or /quiz notes.`
  const open = argument === '' ? openQuestion(desk) : undefined
  if (open !== undefined) return `You are in the middle of something.\n\n${open}`
  const course = chosenCourse(teaching, argument)
  // A plan is what a diagnostic ends with, also one of which everything was left out.
  const isNew = learner.plan?.courseId !== course.id && course.skills.every(({ id }) => learner.mastery(id, teaching.now()).status === 'unseen')
  if (isNew) {
    const { text } = await desk.call('quiz.start', { purpose: 'diagnostic', courseId: course.id })
    return `${model.description.description}\n\n# ${course.title}\n\n${course.description.trim()}\n\nFirst a few questions, to see where you stand. Wrong answers are fine, and /skip leaves one out.\n\n${text}`
  }
  const { reviews } = (await desk.call('review.due')) as Told & { readonly reviews: readonly unknown[] }
  if (reviews.length > 0) return (await desk.call('review.start')).text
  const plan = learner.plan ? `${(await desk.call('plan.today')).text}\n\n` : ''
  return plan + (await lesson({ courseId: course.id }, desk))
}

const learn: Handler = async (argument, desk) => await lesson(argument === '' ? {} : { skills: [argument] }, desk)

/** A skill that the learner meets for the first time is explained before it is asked about. */
async function lesson(input: object, desk: Desk): Promise<string> {
  const { text, question } = (await desk.call('quiz.start', { purpose: 'lesson', ...input })) as Told & { readonly question?: AskedQuestion }
  const skill = question?.item.skill
  if (skill === undefined || desk.teaching.learner.evidence(skill).length > 0 || !desk.teaching.courses.skill(skill)) return text
  const explained = await desk.call('tutor.explain', { skill })
  const example = await desk.call('tutor.worked_example', { skill })
  return [explained.text, example.text, 'Now you:', text].join('\n\n')
}

/** Of one quiz. More than that nobody does in one sitting. */
const mostItems = 30

const mostSnoozedDays = 30

/** `/quiz`, `/quiz two-step 4`, `/quiz notes`, `/quiz notes NAME`. */
const quizRequest: Handler = async (argument, desk) => {
  const [, what = '', number] = /^(.*?)\s*(\d+)?$/s.exec(argument) ?? []
  const count = number === undefined ? {} : { count: Math.min(mostItems, Math.max(1, Number(number))) }
  const notes = /^(?:notes|documents?)(?:\s+(.+))?$/i.exec(what)
  if (!notes) return (await desk.call('quiz.start', { purpose: 'quiz', ...(what !== '' && { skills: [what] }), ...count })).text
  const made = (await desk.call('quiz.make', { ...(notes[1] !== undefined && { documentId: notes[1] }), ...count })) as Told & { readonly skill: string }
  const { text } = await desk.call('quiz.start', { purpose: 'quiz', skills: [made.skill], ...count })
  return `${made.text}\n\n${text}`
}

const exam: Handler = async (argument, desk) => {
  const count = Number(/\d+/.exec(argument)?.[0])
  const { text } = await desk.call('quiz.start', { purpose: 'exam', ...(count >= 1 && { count: Math.min(mostItems, count) }) })
  return `A mock exam: no help, and the marks come at the end. Say how sure you are before each answer.\n\n${text}`
}

/** `/snooze two-step`, until tomorrow; `/snooze two-step 3`, `/snooze two-step 3 days`. */
const snooze: Handler = async (argument, desk) => {
  const [, skill = '', days = '1'] = /^(.*?)(?:\s+(\d{1,2})(?:\s*days?)?)?$/is.exec(argument) ?? []
  if (skill === '') return 'Say which review to put off, and by how many days: /snooze two-step 3.'
  return (await desk.call('review.snooze', { skill, days: Math.min(mostSnoozedDays, Math.max(1, Number(days))) })).text
}

const stop: Handler = async (_, desk) => (await desk.call('session.cancel')).text

const next: Handler = async (_, desk) => await goOn(await desk.call('quiz.next'), desk)

export const lessonRequests = {
  start,
  learn,
  quiz: quizRequest,
  snooze,
  exam,
  stop,
  next,
  skip: next,
  review: async (_, desk) => (await desk.call('review.start')).text,
  courses: (_, { teaching }) => Promise.resolve(teaching.courses.list().map(({ id, title, description, skillCount, itemCount }) => `- **${title}** (/start ${id}): ${description.trim()} ${skillCount} skills, ${itemCount} questions.`).join('\n') || 'There is no course here.'),
} satisfies Record<string, Handler>

/** After an answer: what follows a quiz that has ended by it. */
export async function goOn({ text, ...step }: Told, desk: Desk): Promise<string> {
  const summary = step['summary'] as QuizSummary | undefined
  if (!summary) return text
  switch (summary.purpose) {
    case 'diagnostic':
      return `${text}\n\n${await planText(desk)}\n\n/learn begins your first lesson.`
    case 'lesson':
      return `${text}\n\n/learn goes on, /quiz shows what you can do alone.`
    case 'exam':
    case 'quiz':
    case 'review':
      return `${text}\n\n/progress shows where you stand, /start goes on.`
  }
}

/** A plan for the course where there is none; one that the learner has made, for an exam perhaps, stays. */
async function planText(desk: Desk): Promise<string> {
  const course = chosenCourse(desk.teaching)
  const { plan } = desk.teaching.learner
  return (plan?.courseId === course.id ? await desk.call('plan.today') : await desk.call('plan.create', { goal: course.title })).text
}

/** The question that waits, as it was asked. */
export function openQuestion({ teaching }: Pick<Desk, 'teaching'>): string | undefined {
  const question = waitingQuestion(teaching)
  return question && questionText(teaching, question, teaching.learner.quiz)
}
