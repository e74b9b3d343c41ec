import type { Handler } from './desk.ts'

/** `linear equations by 11 December`, `exam in 14 days`. */
const withDate = /^(.*?)\s*\b(?:by|until|till|before|(?=in\s+\d+\s+(?:day|week|month)s?\b)|(?=on\s))\s*(.+)$/i

export const planRequests = {
  today: async (_, desk) => (await desk.call('plan.today')).text,
  plan: async (argument, desk) => {
    if (argument === '' && desk.teaching.learner.plan) return (await desk.call('plan.today')).text
    const [, goal, date] = withDate.exec(argument) ?? []
    const wanted = (goal ?? argument).replace(/^(?:my\s+)?exam$/i, '').trim()
    return (await desk.call('plan.create', { goal: wanted, ...(date !== undefined && { examOn: date }) })).text
  },
} satisfies Record<string, Handler>
