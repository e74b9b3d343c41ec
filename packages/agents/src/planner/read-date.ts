import { dateOf, dayFrom, dayOf, weekdayOf, type Day } from './calendar.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const monthName = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const weekdayName = '(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)'
const ordinal = '(\\d{1,2})(?:st|nd|rd|th)?'
const ofYear = '(?:\\s+(\\d{4}))?'

const numbers: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fourteen: 14 }

/** What people write, and the day that it means; none where there is no such day. The first that fits decides. */
const forms: readonly (readonly [RegExp, (parts: readonly string[], today: Day) => Day | undefined])[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([year, month, day]) => dayFrom(Number(year), Number(month), Number(day))],
  [/^(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?$/, ([day, month, year], today) => dated({ day, month: Number(month), year }, today)],
  [/^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/, slashed],
  [/^today$/, (_, today) => today],
  [/^tomorrow$/, (_, today) => today + 1],
  [/^(?:the )?day after tomorrow$/, (_, today) => today + 2],
  [/^next week$/, (_, today) => today + 7],
  [/^next month$/, (_, today) => monthsLater(today, 1)],
  [/^(?:in )?(?:a|one) fortnight$/, (_, today) => today + 14],
  [/^(?:in )?(\d{1,3}|[a-z]+) days?(?: from now| from today)?$/, ([count], today) => later(count, (days) => today + days)],
  [/^(?:in )?(\d{1,2}|[a-z]+) weeks?(?: from now| from today)?$/, ([count], today) => later(count, (weeks) => today + 7 * weeks)],
  [/^(?:in )?(\d{1,2}|[a-z]+) months?(?: from now| from today)?$/, ([count], today) => later(count, (all) => monthsLater(today, all))],
  [new RegExp(`^(?:(?:this|next|coming) )?${weekdayName}$`), ([name], today) => comingWeekday(name!, today)],
  [new RegExp(`^${ordinal}(?: of)? ${monthName}${ofYear}$`), ([day, month, year], today) => dated({ day, month: monthOf(month!), year }, today)],
  [new RegExp(`^${monthName} ${ordinal}${ofYear}$`), ([month, day, year], today) => dated({ day, month: monthOf(month!), year }, today)],
]

/**
 * A date as people write it: `2026-12-11`, `11 December`, `Dec 11th, 2026`, `11.12.2026`, `tomorrow`, `in 14 days`, `in two
 * weeks`, `next Friday`. A weekday is the coming one, never today; a date without its year is the coming one. Of `11/12`
 * it cannot be told which is the month, so it is no date.
 *
 * @param now milliseconds since 1970; the day is in UTC
 * @returns `2026-12-11`; none where it is no date
 */
export function readDate(text: string, now: number): string | undefined {
  const plain = text.trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ').replace(/^(?:on|by|until|till|before) /, '').replace(/^the (?=\d)/, '').replace(new RegExp(`^${weekdayName} (?=\\S*\\d)`), '')
  for (const [form, read] of forms) {
    const match = form.exec(plain)
    if (!match) continue
    const day = read(match.slice(1), dayOf(now))
    return day === undefined ? undefined : dateOf(day)
  }
  return undefined
}

interface Parts {
  readonly day: string | undefined
  readonly month: number
  readonly year: string | undefined
}

/** Without its year it is the coming one, which may be today. */
function dated({ day, month, year }: Parts, today: Day): Day | undefined {
  if (year !== undefined) return dayFrom(Number(year), month, Number(day))
  const thisYear = new Date(dateOf(today)).getUTCFullYear()
  // The 29th of February may be up to eight years away.
  const coming = Array.from({ length: 9 }, (_, more) => dayFrom(thisYear + more, month, Number(day)))
  return coming.find((each) => each !== undefined && each >= today)
}

/** Some write the day first, some the month: it is told by a number over twelve, or by both being the same. */
function slashed([first, second, year]: readonly string[], today: Day): Day | undefined {
  const [a, b] = [Number(first), Number(second)]
  if (a <= 12 && b <= 12 && a !== b) return undefined
  return a > 12 ? dated({ day: first, month: b, year }, today) : dated({ day: second, month: a, year }, today)
}

function later(count: string | undefined, to: (count: number) => Day): Day | undefined {
  const number = numbers[count ?? ''] ?? Number(count)
  return Number.isInteger(number) ? to(number) : undefined
}

/** The same day of a later month, or its last where it has no such day. */
function monthsLater(today: Day, count: number): Day {
  const date = new Date(dateOf(today))
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return dayOf(first.getTime()) + Math.min(date.getUTCDate(), last) - 1
}

function comingWeekday(name: string, today: Day): Day {
  const ahead = (weekdays.indexOf(name.slice(0, 3)) + 1 - weekdayOf(today) + 7) % 7
  return today + (ahead || 7)
}

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3)) + 1
}
