import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider'

/** A prompt as the embedded model reads it. */
export interface Conversation {
  /** The learner's last message. */
  readonly message: string
  /** The learner's messages before it. */
  readonly earlierMessages: readonly string[]
  /** Everything that was answered before it. */
  readonly earlierAnswers: string
  /** What the last search since that message came to; `undefined` before there was one. */
  readonly searched: LanguageModelV4ToolResultOutput | undefined
}

export const searchTool = 'doc_search'

export function readConversation(prompt: LanguageModelV4Prompt): Conversation {
  const last = prompt.findLastIndex((each) => each.role === 'user')
  const before = prompt.slice(0, Math.max(last, 0))
  return {
    message: last < 0 ? '' : textOf(prompt[last]),
    earlierMessages: before.filter((each) => each.role === 'user').map(textOf),
    earlierAnswers: before
      .filter((each) => each.role === 'assistant')
      .map(textOf)
      .join('\n'),
    searched: prompt
      .slice(last + 1)
      .flatMap(searchOutputs)
      .at(-1),
  }
}

function textOf(message: LanguageModelV4Prompt[number] | undefined): string {
  if (!message || message.role === 'system' || message.role === 'tool') return ''
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

function searchOutputs(message: LanguageModelV4Prompt[number]): LanguageModelV4ToolResultOutput[] {
  if (message.role !== 'tool') return []
  return message.content.flatMap((part) =>
    part.type === 'tool-result' && part.toolName === searchTool ? [part.output] : [],
  )
}
