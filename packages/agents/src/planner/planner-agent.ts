import { TutorError, type Plan, type PlanTask } from '@tutor/protocol'
import type { NewFact } from '../tutoring/learner.ts'
import { findSkill } from '../tutoring/find-skill.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { dateOf, dayOf } from './calendar.ts'
import { enoughMinutes, makePlan } from './make-plan.ts'
import { goalOfSkills, readGoal } from './plan-goal.ts'
import { stateOf, type PlanState } from './plan-state.ts'
import { PlanText } from './plan-text.ts'
import { readDate } from './read-date.ts'
import { tasksToday, todayText } from './today-text.ts'

export interface PlanWish {
  /** In the learner's own words; the course without it. */
  readonly goal?: string | undefined
  /** Ids or titles. */
  readonly skills?: readonly string[] | undefined
  /** A date as people write it. */
  readonly examOn?: string | undefined
  readonly minutesPerDay?: number | undefined
}

export interface PlanChange {
  readonly examOn?: string | undefined
  readonly minutesPerDay?: number | undefined
  /** Id or title of a skill that is left out from now on. */
  readonly skip?: string | undefined
}

export interface ToldPlan {
  readonly text: string
  readonly plan: Plan
}

export interface ToldDay extends ToldPlan {
  readonly tasks: readonly PlanTask[]
  /** The whole plan in words. */
  readonly whole: string
}

/** Makes a dated plan to a goal, and keeps it true to what happens. */
export class PlannerAgent {
  readonly #tutoring: Tutoring

  constructor(tutoring: Tutoring) {
    this.#tutoring = tutoring
  }

  get #text(): PlanText {
    return new PlanText(this.#tutoring)
  }

  /** @throws TutorError `date_unreadable`, `plan_impossible`, `skill_unknown`, `course_unknown`, `storage_unavailable` */
  async create({ goal = '', skills, examOn, minutesPerDay }: PlanWish): Promise<ToldPlan> {
    const { courses, learner } = this.#tutoring
    const date = this.#readExam(examOn)
    const meant = skills === undefined ? readGoal(this.#tutoring, goal) : goalOfSkills(this.#tutoring, skills)
    const title = goal.trim() === '' ? courses.course(meant.courseId)!.title : goal.trim()
    const plan = makePlan(this.#tutoring, {
      ...meant,
      goal: title,
      ...(date !== undefined && { examOn: date }),
      ...(minutesPerDay !== undefined && { minutesPerDay }),
      cause: 'asked',
    })
    await this.#keep(plan, learner.courseId === meant.courseId ? [] : [{ fact: 'course_chosen', courseId: meant.courseId }])
    return { text: this.#planText(plan), plan }
  }

  /** What is to be done today, by a plan that is made anew first where it is no longer true. @throws TutorError `plan_none`, `storage_unavailable` */
  async today(): Promise<ToldDay> {
    const before = this.current()
    const state = stateOf(this.#tutoring, before)
    const cause = this.#causeToChange(before, state)
    const plan = cause === undefined ? before : makePlan(this.#tutoring, { ...wishOf(before), cause })
    if (cause !== undefined) await this.#keep(plan)
    const why = cause === undefined ? [] : this.#changeTexts(state, before, plan)
    return { text: [...why, todayText(this.#tutoring, plan, this.#text)].join('\n\n'), whole: this.#planText(plan), plan, tasks: tasksToday(this.#tutoring, plan) }
  }

  /** @throws TutorError `plan_none`, `plan_impossible`, `date_unreadable`, `skill_unknown`, `storage_unavailable` */
  async adjust({ examOn, minutesPerDay, skip }: PlanChange): Promise<ToldPlan> {
    const before = this.current()
    const date = this.#readExam(examOn)
    const plan = makePlan(this.#tutoring, {
      ...wishOf(before),
      skills: skip === undefined ? before.skills : this.#without(before, skip),
      ...(date !== undefined && { examOn: date }),
      ...(minutesPerDay !== undefined && { minutesPerDay }),
      cause: 'asked',
    })
    await this.#keep(plan)
    return { text: this.#planText(plan), plan }
  }

  /** @throws TutorError `plan_none` */
  current(): Plan {
    const { plan } = this.#tutoring.learner
    if (!plan) throw new TutorError('plan_none')
    return plan
  }

  /** The plan as it stands, or that there is none. */
  tell(): string {
    const { plan } = this.#tutoring.learner
    return plan ? this.#planText(plan) : 'There is no plan yet.'
  }

  async #keep(plan: Plan, before: readonly NewFact[] = []): Promise<void> {
    await this.#tutoring.log.record(...before, { fact: 'plan_made', plan })
  }

  /** Nothing is changed after the exam, and on its day. */
  #causeToChange({ examOn }: Plan, { missed, open, lost }: PlanState): Exclude<Plan['cause'], 'asked'> | undefined {
    if (examOn !== undefined && examOn <= dateOf(dayOf(this.#tutoring.now()))) return undefined
    if (missed.length > 0) return 'missed_days'
    if (lost.length > 0) return 'forgotten_skill'
    return open.length > 0 ? 'progress' : undefined
  }

  #changeTexts({ missed, lost, open }: PlanState, before: Plan, after: Plan): readonly string[] {
    const text = this.#text
    const days = missed.length === 1 ? 'a day' : `${missed.length} days`
    const reasons = [
      ...(missed.length > 0 ? [`You missed ${days} (${missed.map((date) => text.date(date)).join(', ')}).`] : []),
      ...(lost.length > 0 ? [`To be learned again: ${text.titles(lost)}.`] : []),
      ...(missed.length === 0 && lost.length === 0 ? [`Not yet mastered: ${text.titles(open)}.`] : []),
    ]
    const moved = text.moved(before, after)
    return [`I have made your plan anew. ${[...reasons, ...(moved === undefined ? [] : [moved])].join(' ')}`, ...this.#leftTexts(after)]
  }

  #planText(plan: Plan): string {
    return [this.#text.plan(plan), ...this.#leftTexts(plan), '/today shows what is to be done today.'].join('\n\n')
  }

  #leftTexts(plan: Plan): readonly string[] {
    return plan.left ? [this.#text.left(plan.left, enoughMinutes(this.#tutoring, plan))] : []
  }

  #readExam(text: string | undefined): string | undefined {
    if (text === undefined) return undefined
    const date = readDate(text, this.#tutoring.now())
    if (date === undefined) throw new TutorError('date_unreadable', `“${text.trim()}” cannot be read as a date. Write it like 2026-12-11, 11 December or “in 14 days”.`)
    return date
  }

  #without({ skills }: Plan, skip: string): readonly string[] {
    const { id, title } = findSkill(this.#tutoring.courses, this.#tutoring.learner, skip)
    if (!skills.includes(id)) throw new TutorError('skill_unknown', `“${title}” is not in your plan.`)
    if (skills.length === 1) throw new TutorError('plan_impossible', `“${title}” is all that is in your plan.`)
    return skills.filter((each) => each !== id)
  }
}

/** What was asked for, without what came of it. */
function wishOf({ courseId, goal, skills, examOn, minutesPerDay }: Plan): Omit<Plan, 'days' | 'left' | 'cause'> {
  return { courseId, goal, skills, ...(examOn !== undefined && { examOn }), ...(minutesPerDay !== undefined && { minutesPerDay }) }
}
