export const dayMs = 86_400_000

const dayForm = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
const longForm = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const monthForm = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

/** `Sat 28 Nov`. @param at milliseconds since 1970; the day is in UTC, as in plans */
export function dayName(at: number): string {
  return dayForm.format(at).replace(',', '')
}

/** `28 November – 25 December 2026` */
export function rangeName(from: string, to: string): string {
  return longForm.formatRange(Date.parse(from), Date.parse(to))
}

/** `1 Dec` on the first of a month, `2` on the second. */
export function dayNumber(date: string): string {
  const number = Number(date.slice(8))
  return number === 1 ? `1 ${monthForm.format(Date.parse(date))}` : String(number)
}

/** Calendar date in UTC: `2026-11-28`. */
export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** @returns the date so many days later */
export function daysLater(date: string, days: number): string {
  return dateOf(Date.parse(date) + days * dayMs)
}

/** The Monday of the week that a day is in. */
export function mondayOf(date: string): string {
  return daysLater(date, -((new Date(date).getUTCDay() + 6) % 7))
}

/** So many weeks from a Monday on, each with its seven days. */
export function weeksFrom(monday: string, count: number): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (__, day) => daysLater(monday, 7 * week + day)))
}
