import { TutorError } from '@tutor/protocol'
import type { Agent, Turn } from '../agent.ts'
import { hasHelp } from '../quiz/open-question.ts'
import { hintsGiven } from '../tutor/tutor-agent.ts'
import { socraticInstructions } from '../tutor/tutor-resources.ts'
import { Items } from '../tutoring/items.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import type { Tools } from '../tools.ts'
import { commandHelp, isTooLong, longestArgument, type Command, type CommandName } from './command.ts'
import { Conversation, type ConversationOptions, type Talk } from './conversation.ts'
import type { DailyTokens } from './daily-tokens.ts'
import { openDesk, type Desk, type Handler } from './desk.ts'
import { documentRequests } from './document-requests.ts'
import { knowledgeRequests } from './knowledge-requests.ts'
import { goOn, lessonRequests, openQuestion } from './lesson-requests.ts'
import type { Model } from '../model.ts'
import { planRequests } from './plan-requests.ts'
import { questionRequests, takeAnswer } from './question-requests.ts'
import { route, type Request } from './route.ts'

export interface OrchestratorOptions extends Pick<ConversationOptions, 'limits'> {
  readonly tools: Tools
  readonly model: Model
  /** Asked for the first message: most sessions of a busy server have just been opened. */
  readonly session: LearningSession
}

/** What the Orchestrator needs of its session when it has something to do. */
export interface LearningSession {
  readonly teaching: Teaching
  /** Counts what the learner uses of a language model, where that is limited. */
  readonly dailyTokens?: DailyTokens | undefined
}

/** Every command, by its name. */
const requests: Readonly<Record<CommandName, Handler>> = {
  ...lessonRequests,
  ...questionRequests,
  ...knowledgeRequests,
  ...planRequests,
  ...documentRequests,
  mode: async (mode, desk) => (/^(?:learn|ask)$/i.test(mode) ? (await desk.call('session.mode', { mode: mode.toLowerCase() })).text : `/mode learn: I lead. /mode ask: I only answer. Now it is ${desk.teaching.learner.mode}.`),
  help: (_, { model }) => Promise.resolve(`${model.description.description}\n\n${commandHelp}\n\nAnything else is an answer to the open question, or a question about your documents.`),
}

/** Talks to the learner: takes each turn, decides who does what, and answers for what is said. Remembers nothing. */
export class Orchestrator implements Agent {
  readonly #options: OrchestratorOptions
  #conversation: Conversation | undefined

  constructor(options: OrchestratorOptions) {
    this.#options = options
  }

  async answer(turn: Turn): Promise<void> {
    const { teaching } = this.#options.session
    const { question, mode } = teaching.learner
    const desk = openDesk({ ...this.#options, teaching, turn })
    const said = await this.#do(route(turn.text, { question, mode }), { turn, desk })
    if (said !== undefined) turn.say(said)
    if (desk.sources.length > 0) turn.cite(desk.sources)
  }

  /** @returns what is said, unless that was said already */
  async #do(request: Request, { turn, desk }: { readonly turn: Turn; readonly desk: Desk }): Promise<string | undefined> {
    switch (request.kind) {
      case 'command':
        return await (request.inWords ? this.#obeyWords(request.command, { turn, desk }) : this.#obey(request.command, desk))
      case 'several':
        return `One at a time, please: ${[...new Set(request.names)].map((name) => `/${name}`).join(', or ')}?`
      case 'unknown_command':
        return `There is no ${request.name}. /help shows what there is.`
      case 'confidence':
        return await takeAnswer({ confidence: request.confidence }, desk).catch(expired)
      case 'answer':
        return await takeAnswer({ answer: request.answer }, desk).catch(expired)
      case 'explanation':
        return await goOn(await desk.call('quiz.next', { explanation: request.explanation }), desk)
      case 'talk':
        return await this.#talk(turn, desk)
    }
  }

  async #obey(command: Command, desk: Desk): Promise<string> {
    const { name, argument } = command
    if (isTooLong(command)) return `That is too long for /${name}: at most ${longestArgument} characters. /help shows what it takes.`
    return await requests[name](argument, desk).catch(expired)
  }

  /** “explain osmosis” is about the learner's documents where no skill is called so; “I don't know” may be told to a model that asked back. */
  async #obeyWords(command: Command, { turn, desk }: { readonly turn: Turn; readonly desk: Desk }): Promise<string | undefined> {
    try {
      return await this.#obey(command, desk)
    } catch (error) {
      if (!(error instanceof TutorError) || !(await isMisread(error.code, desk))) throw error
      return await this.#talk(turn, desk)
    }
  }

  async #talk(turn: Turn, desk: Desk): Promise<string | undefined> {
    const { question, quiz } = desk.teaching.learner
    const open = openQuestion(desk)
    if (!question || open === undefined) {
      await this.#converse(turn, {})
      return undefined
    }
    if (!hasHelp(question, quiz)) return `Your question can wait: this is to show what you can do alone. /stop ends it.\n\n${open}`
    await this.#converse(turn, await guarded(desk.teaching))
    return `\n\n_The question is still open:_ ${question.item.prompt.trim()}\n\n_/explain shows how it is done, /hint helps after a try._`
  }

  async #converse(turn: Turn, talk: Talk): Promise<void> {
    this.#conversation ??= new Conversation({ ...this.#options, dailyTokens: this.#options.session.dailyTokens })
    await this.#conversation.answer(turn, talk)
  }
}

/** Whether what went wrong shows that no command was meant. */
async function isMisread(code: string, desk: Desk): Promise<boolean> {
  if (code === 'question_none' || code === 'quiz_none') return desk.model.description.languageModel
  return code === 'skill_unknown' && ((await desk.call('doc.list'))['documents'] as readonly unknown[]).length > 0
}

/** What must not be told while a question is open: its answer, and those of what comes next. */
async function guarded(teaching: Teaching): Promise<Talk> {
  const items = new Items(teaching)
  const { question, quiz } = teaching.learner
  const open = question && (await items.find(question.item.id))
  const next = [...(open?.twin === undefined ? [] : [open.twin]), ...(quiz?.items.slice(quiz.done + 1, quiz.done + 4) ?? [])]
  const coming = await Promise.all(next.map((id) => items.find(id)))
  return { open, coming: coming.filter((item) => item !== undefined), shown: open && question ? hintsGiven(open, question.hintLevel) : [], instructions: socraticInstructions }
}

/** That a question has expired is no failure: the learner is told, and nothing stands in the way. */
function expired(error: unknown): string {
  if (error instanceof TutorError && error.code === 'question_expired') return error.message
  throw error
}
