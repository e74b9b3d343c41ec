import { readDate } from '../planner/read-date.ts'
import type { Handler } from './desk.ts'

const minutes = /^(\d{1,3})\s*(?:min|minutes)(?:\s+(?:a|per)\s+day)?$/i
const without = /^(?:without|skip)\s+(.+)$/i

export const planRequests = {
  today: async (_, desk) => (await desk.call('plan.today')).text,
  plan: async (argument, desk) => {
    const { plan } = desk.teaching.learner
    if (argument === '' && plan) return (await desk.call('plan.today'))['whole'] as string
    const { goal, date } = splitDate(argument, desk.teaching.now())
    const wanted = goal.replace(/^(?:(?:my|an|the)\s+)?exam$/i, '')
    const change = plan && changeOf(wanted, date)
    if (change) return (await desk.call('plan.adjust', change)).text
    return (await desk.call('plan.create', { goal: wanted, ...(date !== undefined && { examOn: date }) })).text
  },
} satisfies Record<string, Handler>

/** `linear equations by 11 December`, `exam in two weeks`: what follows `by` is meant as a date, and so are numbers; other words only where they are one. */
function splitDate(argument: string, now: number): { readonly goal: string; readonly date?: string } {
  for (const { index } of argument.matchAll(/\b(?:by|until|till|before|in|on|next|tomorrow)\b/gi)) {
    const date = argument.slice(index)
    if (readDate(date, now) !== undefined) return { goal: argument.slice(0, index).trim(), date }
  }
  const [, goal, date] = /^(.*?)\s*\b(?:by\s+|(?:on|until|till|before)\s+(?=\d)|(?=next\s+\w+$))(.+)$/i.exec(argument) ?? []
  return goal === undefined || date === undefined ? { goal: argument } : { goal, date }
}

/** What of a plan that is there is to be otherwise: `by 12 December`, `20 minutes a day`, `without fractions`; nothing shows it. */
function changeOf(wanted: string, date: string | undefined): object | undefined {
  const minutesPerDay = minutes.exec(wanted)?.[1]
  const skip = without.exec(wanted)?.[1]
  if (wanted !== '' && minutesPerDay === undefined && skip === undefined) return undefined
  return {
    ...(date !== undefined && { examOn: date }),
    ...(minutesPerDay !== undefined && { minutesPerDay: Number(minutesPerDay) }),
    ...(skip !== undefined && { skip }),
  }
}
