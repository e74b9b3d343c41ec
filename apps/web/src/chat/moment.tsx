const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const earlier = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** @param at in milliseconds since 1970, where it is known */
export function Moment({ at }: { readonly at: number | undefined }) {
  if (at === undefined) return undefined
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  return <time dateTime={date.toISOString()}>{(isToday ? today : earlier).format(date)}</time>
}
