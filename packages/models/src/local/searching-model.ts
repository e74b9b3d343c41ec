import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { readConversation } from '../conversation.ts'
import { embeddedReply } from '../embedded-reply.ts'
import { generateReply, streamReply } from '../embedded-model.ts'
import { readMarkedResult } from '../marked-result.ts'
import { wrappedModel } from '../wrapped-model.ts'

/** Characters of passages that a small model is given. */
const longestPassages = 4_000

/**
 * A model that is offered no tools, since small ones use them badly: a question is searched for as the embedded model does
 * it, and the model phrases what was found.
 */
export function searchingModel(model: LanguageModelV4): LanguageModelV4 {
  return wrappedModel(model, {
    async doGenerate(options) {
      const reply = firstStep(options)
      return reply ? generateReply(reply) : await model.doGenerate(withoutTools(options))
    },
    async doStream(options) {
      const reply = firstStep(options)
      return reply ? streamReply(reply, options.abortSignal) : await model.doStream(withoutTools(options))
    },
  })
}

/** A search, where the embedded model would begin with one. */
function firstStep(options: LanguageModelV4CallOptions): ReturnType<typeof embeddedReply> | undefined {
  const reply = embeddedReply(options)
  return reply.kind === 'search' ? reply : undefined
}

function withoutTools(options: LanguageModelV4CallOptions): LanguageModelV4CallOptions {
  const rest = { ...options, prompt: phrased(options.prompt) }
  delete rest.tools
  delete rest.toolChoice
  return rest
}

/** The conversation in words alone, with what was found before the question. */
function phrased(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  const last = prompt.findLastIndex(({ role }) => role === 'user')
  const { message } = readConversation(prompt)
  const before = prompt.slice(0, last).filter(({ role, content }) => role !== 'tool' && (role !== 'assistant' || hasText(content)))
  return [...before, { role: 'user', content: [{ type: 'text', text: `${passagesOf(prompt)}${message}` }] }]
}

function hasText(content: LanguageModelV4Prompt[number]['content']): boolean {
  return typeof content !== 'string' && content.some((part) => part.type === 'text')
}

function passagesOf(prompt: LanguageModelV4Prompt): string {
  const { searched } = readConversation(prompt)
  const result = searched && readMarkedResult(searched)
  if (result?.verdict !== 'found') return ''
  const lines = result.passages.map(({ mark, quote }) => `[${mark}] ${quote.replace(/\s+/g, ' ')}`)
  return `Passages from my documents:\n${lines.join('\n').slice(0, longestPassages)}\n\nAnswer from these passages alone, with their numbers in brackets.\n\n`
}
