import type { PlanDay, PlanTask } from '@tutor/protocol'
import { dateOf, type Day } from './calendar.ts'

/** A skill of the plan, and what is left to do for it. */
export interface SkillWork {
  readonly skill: string
  /** Minutes until it is learned; 0 where it is known. */
  readonly minutes: number
  /** When it is reviewed next, where it was mastered. */
  readonly reviewOn?: Day
  /** How many skills of the plan build on it. */
  readonly neededBy: number
}

export interface Frame {
  readonly today: Day
  /** Later than today. */
  readonly examOn?: Day | undefined
  readonly minutesPerDay: number
}

export interface Schedule {
  /** Only those with something to do, in their order. */
  readonly days: readonly PlanDay[]
  /** Skills for which there is no time, the most needed first. */
  readonly left: readonly string[]
}

/** Days after a skill was learned on which it is reviewed, as the plan foresees it. When it really is due its answers decide. */
const reviewsAfter = [2, 7, 16]
/** For one skill. */
export const reviewMinutes = 3
/** Every so many days nothing new comes, so that there is room for what was missed. */
const breather = 6
/** Without an exam: how long reviews are foreseen after the last skill. */
const afterLast = 7
const longest = 366
/** Most skills of one review before the exam. */
const mostReviewed = 10

/**
 * Spreads what is left to learn over the days, from today on, reviews first on each of them. Before an exam there are a mock
 * exam and days of review only. Where there is too little time, the room for missed days is given up first, then the days of
 * review only, and then the skills on which the fewest others build.
 *
 * @param work every skill behind those that it requires
 */
export function schedule(work: readonly SkillWork[], frame: Frame): Schedule {
  const closing = closingDays(frame, work.some(({ minutes }) => minutes > 0))
  const tight = { breather: Infinity, closing: Math.min(1, closing) }
  for (const margins of [{ breather, closing }, { breather: Infinity, closing }, tight]) {
    const made = new Timetable(work, frame, margins).fill()
    if (made.left.length === 0) return made
  }
  // A skill is needed by more others than those that require it, so the order stays one in which they can be learned.
  return new Timetable(work.toSorted((a, b) => b.neededBy - a.neededBy), frame, tight).fill()
}

/** What a plan leaves free of anything new. */
interface Margins {
  /** Every so many days one. */
  readonly breather: number
  /** So many days before the exam. */
  readonly closing: number
}

/** Days before an exam on which nothing new comes, where there is time for them. */
function closingDays({ today, examOn = today }: Frame, hasNew: boolean): number {
  const days = examOn - today
  if (days >= 10) return 3
  if (days >= 6) return 2
  return days >= 3 || (days === 2 && !hasNew) ? 1 : 0
}

class Timetable {
  readonly #work: readonly SkillWork[]
  readonly #frame: Frame
  readonly #margins: Margins
  /** What is left to learn, in its order. */
  readonly #queue: { readonly skill: string; left: number }[]
  readonly #reviews = new Map<Day, string[]>()
  readonly #days: PlanDay[] = []

  constructor(work: readonly SkillWork[], frame: Frame, margins: Margins) {
    this.#work = work
    this.#frame = frame
    this.#margins = margins
    this.#queue = work.filter(({ minutes }) => minutes > 0).map(({ skill, minutes }) => ({ skill, left: minutes }))
    for (const { skill, reviewOn } of work) if (reviewOn !== undefined) this.#foresee(skill, Math.max(reviewOn, frame.today))
  }

  fill(): Schedule {
    const { today, examOn } = this.#frame
    let end = examOn === undefined ? today + longest : examOn - this.#margins.closing
    for (let day = today; day < end; day++) {
      const reviews = this.#review(day)
      this.#add(day, [...reviews, ...this.#learn(day, reviews[0]?.minutes ?? 0)])
      if (examOn === undefined && this.#queue.length === 0 && end > day + afterLast) end = day + afterLast + 1
    }
    const left = this.#queue.map(({ skill }) => skill)
    if (examOn !== undefined) this.#close(end, examOn, left)
    return { days: this.#days, left }
  }

  #add(day: Day, tasks: readonly PlanTask[]): void {
    if (tasks.length > 0) this.#days.push({ date: dateOf(day), tasks })
  }

  /** At most half of the day while there is something to learn; the rest comes tomorrow. */
  #review(day: Day): readonly PlanTask[] {
    const due = [...new Set(this.#reviews.get(day))]
    const share = this.#hasNew(day) ? 2 : 1
    const most = Math.floor(this.#frame.minutesPerDay / share / reviewMinutes)
    for (const skill of due.slice(most)) this.#foresee(skill, day + 1)
    return reviewOf(due.slice(0, most))
  }

  #learn(day: Day, reviewed: number): readonly PlanTask[] {
    const tasks: PlanTask[] = []
    if (!this.#hasNew(day)) return tasks
    let room = this.#frame.minutesPerDay - reviewed
    for (let next = this.#queue[0]; next && room >= 5; next = this.#queue[0]) {
      // A rest of less than five minutes is not worth another day.
      const minutes = next.left - room < 5 ? next.left : room
      tasks.push({ kind: 'learn', skills: [next.skill], minutes })
      room -= minutes
      next.left -= minutes
      if (next.left > 0) break
      this.#queue.shift()
      for (const after of reviewsAfter) this.#foresee(next.skill, day + after)
    }
    return tasks
  }

  #hasNew(day: Day): boolean {
    return this.#queue.length > 0 && (day - this.#frame.today + 1) % this.#margins.breather !== 0
  }

  #foresee(skill: string, day: Day): void {
    const due = this.#reviews.get(day)
    if (due) due.push(skill)
    else this.#reviews.set(day, [skill])
  }

  /** The mock exam first, then all in turns, what was new first. */
  #close(first: Day, examOn: Day, left: readonly string[]): void {
    const planned = this.#work.filter(({ skill }) => !left.includes(skill)).toSorted((a, b) => b.minutes - a.minutes).map(({ skill }) => skill)
    if (planned.length === 0 || first >= examOn) return
    this.#add(first, [{ kind: 'mock_exam', skills: planned, minutes: Math.min(60, Math.max(20, planned.length * 4)) }])
    const days = examOn - first - 1
    for (let day = 0; day < days; day++) this.#add(first + 1 + day, reviewOf(planned.filter((_, index) => index % days === day).slice(0, mostReviewed)))
  }
}

function reviewOf(skills: readonly string[]): readonly PlanTask[] {
  return skills.length === 0 ? [] : [{ kind: 'review', skills, minutes: skills.length * reviewMinutes }]
}
