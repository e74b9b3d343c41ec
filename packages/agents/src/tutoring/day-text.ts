const thisYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** A day as people write it: `12 Nov`, with its year where that is not this one. Both in milliseconds since 1970; UTC. */
export function dayText(at: number, now: number): string {
  const form = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear() ? thisYear : otherYear
  return form.format(at)
}
