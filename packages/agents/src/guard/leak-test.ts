import type { Shown, Statement } from './statement.ts'

/**
 * Whether a statement gives an item's answer away.
 *
 * An implementer MUST decide by the statement, what is shown and what it has itself been given of the same answer before; it
 * is asked about every statement once.
 */
export type LeakTest = (said: Statement, shown: Shown) => boolean

const filler = /\b(?:it|it's|that|that's|is|its|yes|so|the|well|ok|okay|then|just|exactly|here|you|go|and|of course|sure|fine|alright|right)\b/g

/** Whether a statement is nothing but this, and words that say nothing. */
export function isAll({ plain }: Statement, what: string): boolean {
  return plain.replace(what, ' ').replace(filler, ' ').replace(/[^\p{L}\p{N}]/gu, '') === ''
}

const answer = String.raw`\b(?:(?:right|correct|best) \w+|answer|solution|result|final value|correct value|root)s?\b`
const link = String.raw`(?:\s+(?:is|are|was|be|equals?|comes (?:out )?to|must be|has to be|should be|would be|will be|of|to|has|reads?|goes|we want|you want|you need)|\s*[:=,>-])*`
const softener = String.raw`\s*(?:just|exactly|simply|really|namely|therefore|thus|of course|the number|the word|equal to|called|a|an|the)*\s*["'“”(]*$`

/** Words that end in front of an answer and call it one. */
export const pointsAhead = new RegExp(`${answer}(?: [\\p{L}']+){0,4}?${link}${softener}`, 'u')

/** Words that begin behind an answer and call it one. */
export const pointsBack = /^["'“”).,]*\s*(?:is|was|would be|must be|are|as)\s+(?:indeed |exactly |of course |really |the |your |what you )*(?:right|correct|answer|solution|result|one you want|looking for)/

const asked = /\bthe ([\p{L}]{4,})(?: of [^.,;]{1,40}| here)? (?:is|equals|must be|has to be|would be)(?: just| exactly)? *$/u

/** Whether words end in front of what something is that the task names: "the slope is". */
export function saysWhatWasAsked(before: string, shown: Shown): boolean {
  const what = asked.exec(before)?.[1]
  return what !== undefined && shown.text.toLowerCase().includes(what)
}

/** Words that end in front of any statement of what something is. */
export const statesAhead = new RegExp(`(?:\\b(?:is|are|be|becomes?|equals?|gets?|gives?|makes?|got|leaves?|with|namely|obtain|write|enter|type|say|answer|comes to|out to|equal to|must be)|[=:>])(?: (?:you|us))?${softener}`, 'u')

/** An assent. What it assents to is the learner's to have said. */
export const assents =
  /^\s*(?:yes|yep|yeah|exactly|correct|right|indeed|perfect|bingo|spot on|well done|good job|great job|you(?:'ve| have)? got it|that(?:'s| is) (?:it|right|correct|exactly)|absolutely|precisely|quite right|you(?:'re| are) (?:absolutely |quite |exactly )?(?:right|correct)|true)\b(?! (?:now|idea|track|start|direction|but|way|away|side|thought))/
