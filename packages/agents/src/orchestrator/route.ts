import type { OpenQuestion, TutorMode } from '@tutor/protocol'
import { isUnknownCommand, readCommand, severalCommands, type Command } from './command.ts'
import { readPhrase } from './phrases.ts'

/** What a message is taken for. */
export type Request =
  | { readonly kind: 'command'; readonly command: Command; /** Meant by plain words, which may have been about something else. */ readonly inWords?: true }
  /** Several commands at once, by their names, or one that there is not. None is obeyed. */
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'unknown_command'; readonly name: string }
  /** How sure the learner is, 0 to 1. */
  | { readonly kind: 'confidence'; readonly confidence: number }
  | { readonly kind: 'answer'; readonly answer: string }
  /** The learner's own words for why a right answer is right. */
  | { readonly kind: 'explanation'; readonly explanation: string }
  /** Anything else: a question about the material, a remark. */
  | { readonly kind: 'talk' }

/**
 * What a message is: by rules, and by the question that is open. In doubt a message to an open question is an answer, since
 * what is no answer of its kind is marked as such and costs nothing.
 */
export function route(text: string, { question, mode }: { readonly question: OpenQuestion | undefined; readonly mode: TutorMode }): Request {
  const names = severalCommands(text)
  if (names.length > 1) return { kind: 'several', names }
  // A slip of the finger is no answer that could be wrong.
  if (isUnknownCommand(text)) return { kind: 'unknown_command', name: text.trim() }
  const command = readCommand(text)
  if (command) return { kind: 'command', command }
  if (question?.awaits === 'confidence') {
    const confidence = readConfidence(text)
    if (confidence !== undefined) return { kind: 'confidence', confidence }
  }
  const phrase = mode === 'ask' && !question ? undefined : readPhrase(text)
  if (phrase) return { kind: 'command', command: phrase.name === 'hint' && !question && isCallForHelp(text) ? { name: 'help', argument: '' } : phrase, inWords: true }
  if (!question || isAsked(text, question)) return { kind: 'talk' }
  if (question.awaits !== 'explanation') return { kind: 'answer', answer: text }
  return isAssent(text) ? { kind: 'command', command: { name: 'next', argument: '' } } : { kind: 'explanation', explanation: text }
}

/** Characters of what is no answer but says “yes”, “thanks” or “quite sure”. */
const longestRemark = 60

const words: readonly (readonly [RegExp, number])[] = [
  [/^(?:100 ?%|absolutely|completely|totally|very|quite)? ?(?:sure|certain|confident)$/, 0.95],
  [/^(?:yes|yep|ja|oui|si|sí)$/, 0.9],
  [/^(?:pretty|fairly|rather) (?:sure|certain|confident)$/, 0.8],
  [/^(?:fifty[- ]fifty|50[-/ ]50|maybe|perhaps|so-so)$/, 0.5],
  [/^(?:not|un)[- ]?(?:very |so |really )?(?:sure|certain)$|^not at all sure$|^a guess$|^guessing$/, 0.25],
  [/^(?:no|nope|nein|non|no idea|not at all)$/, 0.05],
]

/** @returns 0 to 1 for `80`, `80 %`, `sure`, `fifty-fifty` */
export function readConfidence(text: string): number | undefined {
  if (text.trim().length > longestRemark) return undefined
  const plain = text.trim().toLowerCase().replace(/[.!]$/, '')
  const number = /^(\d{1,3})\s*(?:%|percent|\/\s*100)?$/.exec(plain)?.[1]
  if (number !== undefined) return Number(number) <= 100 ? Number(number) / 100 : undefined
  return words.find(([pattern]) => pattern.test(plain))?.[1]
}

/** A question of the learner's, not an answer. Words and code may well have a question mark in them. */
function isAsked(text: string, { item, awaits }: OpenQuestion): boolean {
  const plain = text.trim()
  if (awaits !== 'explanation' && item.answerKind === 'code' && /[{}();=]/.test(plain)) return false
  if (plain.endsWith('?')) return true
  if (item.answerKind === 'points' || item.answerKind === 'text' || awaits === 'explanation') return false
  if (/^(?:why|how|what|huh)(?: so| now)?\W*$/i.test(plain)) return true
  return plain.split(/\s+/).length >= 4 && /^(?:why|how|what|when|where|who|which|can you|could you|do i|should i|is it|explain)\b/i.test(plain)
}

function isCallForHelp(text: string): boolean {
  return /^(?:please )?help(?: me)?(?: please)?[.!?]*$/i.test(text.trim())
}

function isAssent(text: string): boolean {
  return text.trim().length <= longestRemark && /^(?:ok(?:ay)?|yes|no|done|sure|fine|good|thanks|thank you|nope|later|ja|nein|oui|non|si|sí|\W*)[.!]*$/i.test(text.trim())
}
