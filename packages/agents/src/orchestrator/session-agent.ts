import { TutorError, type OpenQuestion, type SearchResult, type TutorMode } from '@tutor/protocol'
import type { Exchange } from '../agent.ts'
import type { Tools } from '../tools.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { hasHelp, waitingQuestion } from '../quiz/open-question.ts'
import { endingFacts } from '../quiz/settle-expired.ts'
import { sharingText } from './sharing-text.ts'
import { noMaterialText, notInMaterialText } from './answer-text.ts'

/** What the Orchestrator lets others do with the session: ask the material, say who leads, drop what is under way. */
export class SessionAgent {
  readonly #teaching: Teaching
  readonly #tools: Tools
  readonly #exchanges: () => readonly Exchange[]

  /** @param tools which have `doc.search` */
  constructor(teaching: Teaching, tools: Tools, exchanges: () => readonly Exchange[]) {
    this.#teaching = teaching
    this.#tools = tools
    this.#exchanges = exchanges
  }

  /** What the material says to a question, word by word. @throws TutorError `question_open` while a question without help is open */
  async ask(question: string, signal: AbortSignal): Promise<{ readonly text: string; readonly result: SearchResult }> {
    const open = waitingQuestion(this.#teaching)
    if (open && !hasHelp(open, this.#teaching.learner.quiz)) throw new TutorError('question_open', 'A question without help is open. Your material can be asked after it.')
    const result = (await this.#tools.call('doc.search', { query: question }, signal)) as SearchResult
    return { text: textOf(result), result }
  }

  /** @throws TutorError `storage_unavailable` */
  async setMode(mode: TutorMode): Promise<{ readonly text: string; readonly mode: TutorMode }> {
    if (this.#teaching.learner.mode !== mode) await this.#teaching.log.record({ fact: 'mode_chosen', mode })
    return { mode, text: mode === 'ask' ? 'I only answer your questions now. /mode learn lets me lead again.' : 'I lead now: /start goes on.' }
  }

  /** Says whether teachers may see how well the learner knows what, and who has. @param on leaves it where it is not given. @throws TutorError `storage_unavailable` */
  async share(on?: boolean): Promise<{ readonly text: string; readonly on: boolean }> {
    const { learner, log } = this.#teaching
    if (on !== undefined && on !== learner.shares) await log.record({ fact: 'sharing_chosen', on })
    return { on: learner.shares, text: sharingText(learner, this.#teaching.now()) }
  }

  /** Drops the open question and the quiz. @throws TutorError `storage_unavailable` */
  async cancel(): Promise<{ readonly text: string; readonly dropped: boolean }> {
    const { learner, log } = this.#teaching
    const facts = endingFacts(learner, 'dropped')
    if (facts.length === 0) return { dropped: false, text: 'Nothing is under way. /start begins.' }
    await log.record(...facts)
    return { dropped: true, text: 'Stopped. What you have answered counts. /start goes on when you like.' }
  }

  /** What is under way. No keys. */
  state(): { readonly mode: TutorMode; readonly courseId?: string; readonly question?: OpenQuestion; readonly quiz?: object; readonly plan?: object } {
    const { mode, courseId, question, quiz, plan } = this.#teaching.learner
    return { mode, ...(courseId !== undefined && { courseId }), ...(question && { question }), ...(quiz && { quiz: { ...quiz, items: quiz.items.length } }), ...(plan && { plan }) }
  }

  /** The last questions and answers, oldest first. */
  transcript(): readonly Exchange[] {
    return this.#exchanges()
  }
}

function textOf(result: SearchResult): string {
  switch (result.verdict) {
    case 'no_documents':
      return noMaterialText
    case 'not_found':
      return notInMaterialText(result.nearest)
    case 'found':
      return result.passages.map(({ quote, documentName }) => `“${quote}” (${documentName})`).join('\n')
  }
}
