import { randomUUID } from 'node:crypto'
import type { LearningFact } from '@tutor/protocol'
import { CourseShelf, readCourse } from '@tutor/courses'
import { MemoryStore } from '@tutor/storage'
import type { ModelReply } from '@tutor/testkit'
import { openSession, type TestSession, type Watcher } from './open-session.ts'
import type { SessionOptions } from '../src/index.ts'

const hour = 3_600_000

const file = `format: 1
id: tiny
title: Tiny sums
description: A course for tests.
skills:
${['adding', 'doubling', 'solving'].map((id, index) => `  - id: ${id}
    title: ${id[0]!.toUpperCase()}${id.slice(1)}
    requires: [${index === 0 ? '' : ['adding', 'doubling'][index - 1]}]
    explanation: How ${id} is done.
    examples: [{ task: An example of ${id}., steps: [First., Then.] }]
    hints: { question: What is asked of ${id}?, pointer: The explanation of ${id}., rule: The rule of ${id}., first_step: The first step of ${id}. }
    items:
${Array.from({ length: 6 }, (_, n) => id === 'solving'
    ? `      - { ask: 'Solve x + ${n + 1} = ${n + 41}.', answer: { solve: 'x + ${n + 1} = ${n + 41}', solutions: [40] }, solution: 'x is forty' }`
    : `      - { ask: 'What is ${id} ${n}?', answer: ${100 + n}, solution: 'It is ${100 + n}.' }`).join('\n')}
`).join('')}`

const reading = await readCourse(file)
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems))

/** Three skills of six items; the answer to item n of the first two is 100 + n, of the last 40. */
export const tinyCourses = new CourseShelf([reading.course])

export interface Lesson {
  readonly opened: TestSession
  readonly watcher: Watcher
  readonly clock: { now: number }
  /** Says something and waits for the answer to it. */
  say(text: string): Promise<string>
  /** All facts so far. */
  facts(): readonly LearningFact[]
}

/** A session of a learner with the small course, whose clock stands still unless it is moved. */
export async function openLesson(options: Partial<SessionOptions> & { readonly script?: ModelReply[] } = {}): Promise<Lesson> {
  const clock = { now: Date.UTC(2026, 10, 23, 9) }
  const { script, store = new MemoryStore(), ...rest } = options
  const opened = await openSession(store, script, { courses: tinyCourses, now: () => clock.now, ...rest })
  const watcher = opened.watch()
  const say = async (text: string): Promise<string> => {
    // A learner that comes back must not send what was sent before.
    const runId = randomUUID()
    const from = watcher.messages.length
    watcher.ask(runId, text)
    const end = await watcher.until((message) => message.type === 'event' && (message.event.type === 'RUN_FINISHED' || message.event.type === 'RUN_ERROR') && watcher.messages.indexOf(message) >= from)
    if (end.type === 'event' && end.event.type === 'RUN_ERROR') return `${end.event.code}: ${end.event.message}`
    return watcher.messages.slice(from).map((message) => (message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT' ? message.event.delta : '')).join('')
  }
  const facts = () => watcher.messages.flatMap((message) => (message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.learned' ? (message.event.value as { facts: LearningFact[] }).facts : []))
  return { opened, watcher, clock, say, facts }
}

export const hours = (count: number): number => count * hour
