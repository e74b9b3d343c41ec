import type { Plan, PlanTask } from '@tutor/protocol'
import { nameSkill } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { dateOf, dayOf } from './calendar.ts'
import { reviewMinutes } from './schedule.ts'
import type { PlanText } from './plan-text.ts'

/**
 * What is to be done today. A review is what is due by the answers, and not what the plan foresaw, but for the days after
 * the mock exam, when everything is gone over again.
 */
export function tasksToday(tutoring: Tutoring, { days }: Plan): readonly PlanTask[] {
  const now = tutoring.now()
  const today = dateOf(dayOf(now))
  const planned = days.find(({ date }) => date === today)?.tasks ?? []
  const isClosing = days.some(({ date, tasks }) => date < today && tasks.some(({ kind }) => kind === 'mock_exam'))
  const due = tutoring.learner.reviews(now).filter(({ dueAt }) => dueAt <= now).map(({ skill }) => skill)
  const foreseen = isClosing ? planned.filter(({ kind }) => kind === 'review').flatMap(({ skills }) => skills) : []
  const reviewed = [...new Set([...due, ...foreseen])]
  const review: readonly PlanTask[] = reviewed.length === 0 ? [] : [{ kind: 'review', skills: reviewed, minutes: reviewed.length * reviewMinutes }]
  return [...review, ...planned.filter(({ kind }) => kind !== 'review')]
}

export function todayText(tutoring: Tutoring, plan: Plan, text: PlanText): string {
  const today = dateOf(dayOf(tutoring.now()))
  if (plan.examOn === today) return 'Your exam is today. What was planned for it is done or past; /review brings back what is due.'
  if (plan.examOn !== undefined && plan.examOn < today) return `Your exam was on ${text.date(plan.examOn)}. /plan and a goal makes a new plan.`
  const tasks = tasksToday(tutoring, plan)
  const next = plan.days.find(({ date }) => date > today)
  if (tasks.length > 0) return `**Today, ${text.date(today)}**\n\n${tasks.map((task) => `- ${text.task(task)}: ${wayTo(tutoring, task)}`).join('\n')}`
  if (next) return `Nothing is planned for today, ${text.date(today)}. Next, on ${text.date(next.date)}: ${next.tasks.map((task) => text.task(task)).join('; ')}.`
  return 'Your plan is done. /review keeps what you know, /exam tests it, and /plan makes another plan.'
}

/** How the learner does it, or that it is done. */
function wayTo(tutoring: Tutoring, { kind, skills }: PlanTask): string {
  const now = tutoring.now()
  switch (kind) {
    case 'learn':
      return skills.every((skill) => tutoring.learner.mastery(skill, now).status === 'mastered') ? 'done' : `/learn ${nameSkill(tutoring, skills[0]!).title}`
    case 'review':
      return tutoring.learner.reviews(now).some(({ dueAt }) => dueAt <= now) ? '/review' : '/quiz'
    case 'mock_exam':
      return isExamTaken(tutoring) ? 'done' : '/exam'
  }
}

function isExamTaken(tutoring: Tutoring): boolean {
  const { lastQuiz } = tutoring.learner
  return lastQuiz?.purpose === 'exam' && dayOf(lastQuiz.startedAt) === dayOf(tutoring.now())
}
