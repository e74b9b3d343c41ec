import { loadCourses } from '@tutor/courses'
import { ownAnswer } from '@tutor/grading'
import { LearnerRecord } from '@tutor/learner'
import type { Citation, Item, LearningFact, ServerMessage } from '@tutor/protocol'
import { isEnd, NativeSocket, textOf } from '../test-gateway.ts'

const { courses } = await loadCourses()
const items: ReadonlyMap<string, Item> = new Map(courses.flatMap((course) => course.items.map((item) => [item.id, item])))

/** A learner on a socket, who knows the answers and need not give them. What the tutor knows of them is the sum of the facts that they see. */
export class JourneyLearner implements AsyncDisposable {
  readonly socket: NativeSocket
  readonly record = new LearnerRecord()
  readonly facts: LearningFact[] = []
  readonly messages: ServerMessage[] = []
  citations: readonly Citation[] = []
  #runs = 0

  static async open(address: string): Promise<JourneyLearner> {
    const learner = new JourneyLearner(await NativeSocket.open(address))
    await learner.socket.next()
    return learner
  }

  private constructor(socket: NativeSocket) {
    this.socket = socket
  }

  /** Says something, and hears the answer to its end. @returns its text, or the error's code and message */
  async say(text: string): Promise<string> {
    this.citations = []
    this.socket.ask(`${Date.now()}-${++this.#runs}`, text)
    const messages = await this.socket.until((message) => message.type === 'event' && isEnd(message.event))
    for (const message of messages) this.#hear(message)
    const envelopes = messages.filter((message) => message.type === 'event')
    const end = envelopes.at(-1)!.event
    return end.type === 'RUN_ERROR' ? `${end.code}: ${end.message}` : textOf(envelopes)
  }

  async add(name: string, bytes: Uint8Array): Promise<void> {
    const last = await this.socket.upload(`u-${name}`, name, bytes)
    if (last.type === 'error') throw new Error(last.message)
  }

  /** The item that is asked. */
  get item(): Item {
    const { question } = this.record
    const item = question && items.get(question.item.id)
    if (!item) throw new Error(`nothing of a course is asked: ${JSON.stringify(question)}`)
    return item
  }

  /** Says how sure they are, where that is asked, and the right answer. */
  async answerRightly(sure = 80): Promise<string> {
    if (this.record.question?.awaits === 'confidence') await this.say(`/sure ${sure}`)
    return await this.say(ownAnswer(this.item))
  }

  async answerWrongly(sure = 80): Promise<string> {
    if (this.record.question?.awaits === 'confidence') await this.say(`/sure ${sure}`)
    return await this.say(wrongAnswer(this.item))
  }

  /** Answers rightly until the lesson or quiz is over, explanations left out. */
  async finish(): Promise<string> {
    let text = ''
    for (let count = 0; count < 40 && this.record.question; count++) text = this.record.question.awaits === 'explanation' ? await this.say('/next') : await this.answerRightly()
    return text
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.socket[Symbol.asyncDispose]()
  }

  #hear(message: ServerMessage): void {
    this.messages.push(message)
    if (message.type !== 'event' || message.event.type !== 'CUSTOM') return
    const { name, value } = message.event
    if (name === 'tutor.citations') this.citations = (value as { citations: readonly Citation[] }).citations
    if (name !== 'tutor.learned') return
    for (const fact of (value as { facts: readonly LearningFact[] }).facts) {
      this.facts.push(fact)
      this.record.apply(fact)
    }
  }
}

function wrongAnswer({ answer, choices = {} }: Item): string {
  switch (answer.kind) {
    case 'choice':
      return Object.keys(choices).find((key) => key !== answer.correct)!
    case 'equation':
      return `${answer.variable} = 98765`
    case 'algebra':
      return `${answer.expression} + 98765`
    case 'number':
      return `98765 ${answer.unit ?? ''}`.trim()
    case 'code':
      return `function ${answer.functionName}() { return 'wrong' }`
    case 'text':
    case 'points':
      return 'certainly none of what was asked for'
  }
}
