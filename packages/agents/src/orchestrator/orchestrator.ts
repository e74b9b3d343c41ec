import { describeLength, TutorError, type DocumentSummary } from '@tutor/protocol'
import type { Agent, Turn } from '../agent.ts'
import { commandHelp, readCommand, type Command } from './command.ts'
import { Conversation, type ConversationOptions } from './conversation.ts'
import type { DailyTokens } from './daily-tokens.ts'
import type { Model } from '../model.ts'
import type { Tools } from '../tools.ts'

export interface OrchestratorOptions extends Pick<ConversationOptions, 'limits'> {
  /** Counts what the learner uses; called for the first question. */
  readonly dailyTokens?: (() => DailyTokens) | undefined
}

/** Talks to the learner: takes each turn, decides who does what, and answers for what is said. Remembers nothing. */
export class Orchestrator implements Agent {
  readonly #options: OrchestratorOptions & Pick<ConversationOptions, 'tools' | 'model'>
  /** Made for the first question: most sessions of a busy server have just been opened. */
  #conversation: Conversation | undefined

  constructor(tools: Tools, model: Model, options: OrchestratorOptions = {}) {
    this.#options = { tools, model, ...options }
  }

  async answer(turn: Turn): Promise<void> {
    const command = readCommand(turn.text)
    if (command) turn.say(await this.#obey(command, turn))
    else await this.#converse(turn)
  }

  async #converse(turn: Turn): Promise<void> {
    this.#conversation ??= new Conversation({ ...this.#options, dailyTokens: this.#options.dailyTokens?.() })
    await this.#conversation.answer(turn)
  }

  async #obey(command: Command, turn: Turn): Promise<string> {
    switch (command.name) {
      case 'help':
        return `${this.#options.model.description.description}\n\n${commandHelp}`
      case 'documents':
        return describeDocuments(await this.#documents(turn))
      case 'note':
        return await this.#addNote(command.text, turn)
      case 'remove':
        return await this.#removeDocument(command.document, turn)
    }
  }

  async #documents(turn: Turn): Promise<readonly DocumentSummary[]> {
    const { documents } = (await this.#options.tools.call('doc.list', {}, turn.signal)) as { documents: DocumentSummary[] }
    return documents
  }

  async #addNote(text: string, turn: Turn): Promise<string> {
    const note = (await this.#options.tools.call('doc.add', { name: noteName(text), source: 'text', content: text }, turn.signal)) as DocumentSummary
    return `Added “${note.name}” to your documents.`
  }

  async #removeDocument(name: string, turn: Turn): Promise<string> {
    const document = (await this.#documents(turn)).find((each) => each.name === name.trim())
    if (!document) throw new TutorError('document_unknown', `None of your documents is named “${name.trim()}”.`)
    await this.#options.tools.call('doc.remove', { documentId: document.id }, turn.signal)
    return `Removed “${document.name}”.`
  }
}

/** A note is named after its first words. */
function noteName(text: string): string {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? ['note']
  return `${words.slice(0, 6).join(' ').slice(0, 60)}.md`
}

function describeDocuments(documents: readonly DocumentSummary[]): string {
  if (documents.length === 0) return 'You have no documents yet.'
  return documents.map((each) => `- ${each.name} (${describeLength(each)})`).join('\n')
}
