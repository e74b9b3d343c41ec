import type {
  LanguageModelV4,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { searchTool } from './conversation.ts'
import { embeddedReply, type EmbeddedReply } from './embedded-reply.ts'

/** Counts no tokens: it has none. */
const usage: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
}

/**
 * The model that needs no key and no network: it searches the learner's documents with the tool `doc_search` and
 * answers with what they say. It is not a language model and says so.
 */
export const embeddedModel: LanguageModelV4 = {
  specificationVersion: 'v4',
  provider: 'tutor',
  modelId: 'embedded',
  supportedUrls: {},
  async doGenerate(options) {
    options.abortSignal?.throwIfAborted()
    return generateReply(embeddedReply(options))
  },
  async doStream(options) {
    return streamReply(embeddedReply(options), options.abortSignal)
  },
}

/** A reply in one piece, as a model gives it. */
export function generateReply(reply: EmbeddedReply): LanguageModelV4GenerateResult {
  return { content: [contentOf(reply)], finishReason: finishReasonOf(reply), usage, warnings: [] }
}

/** A reply in parts, as a model gives it. */
export function streamReply(reply: EmbeddedReply, signal: AbortSignal | undefined): LanguageModelV4StreamResult {
  return { stream: ReadableStream.from(stream(reply, signal)) }
}

function* stream(reply: EmbeddedReply, signal: AbortSignal | undefined): Generator<LanguageModelV4StreamPart> {
  for (const part of partsOf(reply)) {
    signal?.throwIfAborted()
    yield part
  }
}

function* partsOf(reply: EmbeddedReply): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] }
  const content = contentOf(reply)
  if (content.type === 'text') {
    yield { type: 'text-start', id: 'answer' }
    for (const delta of content.text.match(/\s*\S+/g) ?? []) yield { type: 'text-delta', id: 'answer', delta }
    yield { type: 'text-end', id: 'answer' }
  } else {
    yield { type: 'tool-input-start', id: content.toolCallId, toolName: content.toolName }
    yield { type: 'tool-input-delta', id: content.toolCallId, delta: content.input }
    yield { type: 'tool-input-end', id: content.toolCallId }
    yield content
  }
  yield { type: 'finish', usage, finishReason: finishReasonOf(reply) }
}

function contentOf(reply: EmbeddedReply): Extract<LanguageModelV4Content, { type: 'text' | 'tool-call' }> {
  if (reply.kind === 'text') return { type: 'text', text: reply.text }
  const toolCallId = `call_${crypto.randomUUID()}`
  return { type: 'tool-call', toolCallId, toolName: searchTool, input: JSON.stringify({ query: reply.query }) }
}

function finishReasonOf(reply: EmbeddedReply): LanguageModelV4FinishReason {
  return { unified: reply.kind === 'search' ? 'tool-calls' : 'stop', raw: undefined }
}
