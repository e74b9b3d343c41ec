import type { Plan, PlanDay, PlanTask } from '@tutor/protocol'
import { dayOf, dayOfDate, weekdayText, type Day } from './calendar.ts'
import { minutesUnlessTold } from './make-plan.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { nameSkill } from '../tutoring/known-skills.ts'

/** Skills of a review that are named. */
const mostNamed = 4

/** Days that are written out. */
const shownDays = 14

/** Says plans in plain English, with calendar dates. */
export class PlanText {
  readonly #tutoring: Tutoring
  readonly #today: Day

  constructor(tutoring: Tutoring) {
    this.#tutoring = tutoring
    this.#today = dayOf(tutoring.now())
  }

  /** The whole plan. */
  plan({ goal, skills, examOn, minutesPerDay = minutesUnlessTold, days }: Plan): string {
    const exam = examOn === undefined ? '' : `, exam on ${this.date(examOn)}, ${this.#away(examOn)}`
    const head = `**Your plan: ${goal}**${exam}. ${skills.length} ${skills.length === 1 ? 'skill' : 'skills'}, ${minutesPerDay} minutes a day.`
    if (days.length === 0) return `${head}\n\nYou know all of it by now. /review keeps it, /exam tests it.`
    const lines = days.slice(0, shownDays).map((day) => this.#line(day))
    const rest = days.length - shownDays
    const more = rest > 0 ? [`- … and ${rest} more ${rest === 1 ? 'day' : 'days'} until ${this.date(days.at(-1)!.date)}`] : []
    return `${head}\n\n${[...lines, ...more].join('\n')}`
  }

  /** @param minutes a day that would be enough, where there are such */
  left(skills: readonly string[], minutes: number | undefined): string {
    const way = minutes === undefined ? '' : ` With ${minutes} minutes a day they would: /plan ${minutes} minutes a day.`
    return `There is too little time. This will not fit, the most needed first: ${this.titles(skills)}.${way}`
  }

  /** What comes later than it stood in the plan before. */
  moved(before: Plan, after: Plan): string | undefined {
    const [old, now] = [lastLearned(before), lastLearned(after)]
    const moved = Array.from(now).flatMap(([skill, date]) => {
      const from = old.get(skill)
      return from !== undefined && from < date ? [`${this.titles([skill])} from ${this.date(from)} to ${this.date(date)}`] : []
    })
    return moved.length === 0 ? undefined : `Moved: ${moved.join(', ')}.`
  }

  task({ kind, skills, minutes }: PlanTask): string {
    switch (kind) {
      case 'learn':
        return `learn ${this.titles(skills)} (${minutes} min)`
      case 'review':
        return `review ${this.#few(skills)} (${minutes} min)`
      case 'mock_exam':
        return `mock exam over ${skills.length === 1 ? this.titles(skills) : `${skills.length} skills`} (${minutes} min)`
    }
  }

  #few(skills: readonly string[]): string {
    const rest = skills.length - mostNamed
    return rest > 1 ? `${this.titles(skills.slice(0, mostNamed))} and ${rest} more` : this.titles(skills)
  }

  date(date: string): string {
    return weekdayText(dayOfDate(date), this.#today)
  }

  titles(skills: readonly string[]): string {
    return skills.map((skill) => `“${nameSkill(this.#tutoring, skill).title}”`).join(', ')
  }

  #line({ date, tasks }: PlanDay): string {
    const isToday = dayOfDate(date) === this.#today
    return `- ${this.date(date)}${isToday ? ' (today)' : ''}: ${tasks.map((task) => this.task(task)).join('; ')}`
  }

  #away(date: string): string {
    const days = dayOfDate(date) - this.#today
    return days === 1 ? 'tomorrow' : `${days} days from now`
  }
}

/** The day on which each skill is to be learned to its end. */
function lastLearned({ days }: Plan): ReadonlyMap<string, string> {
  return new Map(days.flatMap(({ date, tasks }) => tasks.filter(({ kind }) => kind === 'learn').flatMap(({ skills }) => skills.map((skill) => [skill, date] as const))))
}
