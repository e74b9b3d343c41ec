import type { LanguageModelV4CallOptions } from '@ai-sdk/provider'
import { readConversation, searchTool, type Conversation } from './conversation.ts'
import { intentOf } from './intent.ts'
import { readMarkedResult, type MarkedPassage } from './marked-result.ts'
import { quotingAnswer, shownQuote } from './quoting-answer.ts'

/** What the embedded model does in one call. */
export type EmbeddedReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'search'; readonly query: string }

export const introduction =
  'I am not a language model: I search the documents you give me and answer with their own words, each with its source.'

/** The same call always gets the same reply. */
export function embeddedReply(options: LanguageModelV4CallOptions): EmbeddedReply {
  const conversation = readConversation(options.prompt)
  if (conversation.searched) return { kind: 'text', text: answerFrom(conversation) }
  switch (intentOf(conversation.message)) {
    case 'greeting':
      return say('Hello! Ask me a question, and I look for the answer in your documents and quote it. /start begins a course, /help shows what else there is.')
    case 'acknowledgement':
      return say('Glad to help. Whenever you have another question, I look it up in your documents. /start goes on with the course.')
    case 'farewell':
      return say('Goodbye! When you come back with a question, I look it up in your documents.')
    case 'introduction':
      return say(introduction)
    case 'continuation':
      return search(options, lastQuestion(conversation))
    case 'question':
      return search(options, topicOf(conversation.message))
  }
}

function say(text: string): EmbeddedReply {
  return { kind: 'text', text }
}

function search({ tools, toolChoice }: LanguageModelV4CallOptions, query: string | undefined): EmbeddedReply {
  if (query === undefined) return say('What would you like to know? Ask me something that your documents are about.')
  const able = toolChoice?.type !== 'none' && tools?.some((tool) => tool.name === searchTool)
  return able ? { kind: 'search', query } : say('I can only quote documents, and I have none to search here.')
}

/** What somebody wants to be taught, without the words that no document has. */
function topicOf(message: string): string {
  const topic = /^(?:please )?(?:teach me|i want to learn|let['’]?s learn)(?: about)? (\S[\s\S]*)$/i.exec(message.trim())?.[1]
  return topic ?? message
}

/** What "tell me more" goes back to. */
function lastQuestion({ earlierMessages }: Conversation): string | undefined {
  return earlierMessages.findLast((message) => intentOf(message) === 'question')
}

function answerFrom(conversation: Conversation): string {
  const result = conversation.searched && readMarkedResult(conversation.searched)
  switch (result?.verdict) {
    case 'found':
      return answerWith(result.passages, conversation)
    case 'not_found':
      return 'I find no answer to that in your documents.'
    case 'no_documents':
      return 'I have no documents of yours yet. Add one, and I answer from it.'
    case undefined:
      return 'I could not search your documents just now. Ask me again, please.'
  }
}

function answerWith(passages: readonly MarkedPassage[], { message, earlierAnswers }: Conversation): string {
  const continues = intentOf(message) === 'continuation'
  const fresh = continues ? passages.filter((passage) => !earlierAnswers.includes(shownQuote(passage))) : passages
  return fresh.length > 0 ? quotingAnswer(fresh, earlierAnswers) : 'I find nothing more about that in your documents.'
}
