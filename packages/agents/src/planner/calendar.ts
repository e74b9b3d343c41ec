const dayMs = 86_400_000

/** A calendar day in UTC: days since 1 January 1970. */
export type Day = number

/** @param at milliseconds since 1970 */
export function dayOf(at: number): Day {
  return Math.floor(at / dayMs)
}

/** `2026-12-11` */
export function dateOf(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** @param date `2026-12-11` */
export function dayOfDate(date: string): Day {
  return dayOf(Date.parse(date))
}

/** @returns none where there is no such day, as of 30 February */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? dayOf(date.getTime()) : undefined
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(day * dayMs).getUTCDay() || 7
}

const inYear = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
const anyYear = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `Fri 11 Dec`, with its year where that is not today's. */
export function weekdayText(day: Day, today: Day): string {
  const isNear = dateOf(day).slice(0, 4) === dateOf(today).slice(0, 4)
  return (isNear ? inYear : anyYear).format(day * dayMs)
}
