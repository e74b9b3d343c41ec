import { dayText } from '../tutoring/day-text.ts'
import type { Learner } from '../tutoring/learner.ts'

/** @param now milliseconds since 1970 @returns who may see how well the learner knows what, who has, and how that is changed. */
export function sharingText({ shares, viewings }: Pick<Learner, 'shares' | 'viewings'>, now: number): string {
  const seen = viewings.map(({ by, at }) => `${by} on ${dayText(at, now)}`).join(', ')
  const last = seen === '' ? 'None of them has looked yet.' : `They last looked: ${seen}.`
  return shares
    ? `Your teachers can see which skills you know how well, not your answers and not what you say. ${last} /share off ends it.`
    : `Nobody but you sees what is known about you.${seen === '' ? '' : ` Before: ${seen}.`} /share on shows your teachers which skills you know how well, not your answers and not what you say.`
}
