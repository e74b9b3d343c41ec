import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider'
import type { CallToolStep, ModelReply, ModelStep, SayStep } from './model-step.ts'

const usage = {
  inputTokens: { total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
}

/** A language model that plays a script: one reply a call, in order. It honours the abort signal. */
export class ScriptedModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4'
  readonly provider = 'scripted'
  readonly modelId = 'scripted'
  readonly supportedUrls = {}
  /** What the model was called with, in order. */
  readonly calls: LanguageModelV4CallOptions[] = []
  readonly #replies: readonly ModelReply[]

  constructor(...replies: readonly ModelReply[]) {
    this.#replies = replies
  }

  async doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const content: LanguageModelV4Content[] = []
    let finishReason: LanguageModelV4FinishReason = { unified: 'other', raw: undefined }
    for await (const part of play(this.#nextReply(options), options.abortSignal)) {
      if (part.type === 'text-delta') content.push({ type: 'text', text: part.delta })
      else if (part.type === 'tool-call') content.push(part)
      else if (part.type === 'finish') finishReason = part.finishReason
      else if (part.type === 'error') throw part.error
    }
    return { content, finishReason, usage, warnings: [] }
  }

  async doStream(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    return { stream: streamOf(play(this.#nextReply(options), options.abortSignal)) }
  }

  #nextReply(options: LanguageModelV4CallOptions): ModelReply {
    const reply = this.#replies[this.calls.length]
    this.calls.push(options)
    if (!reply) throw new Error(`The script has no reply to call ${this.calls.length}.`)
    if (reply[0]?.do === 'fail') throw reply[0].error
    return reply
  }
}

/** `ReadableStream.from`, which the types of a browser do not have. */
function streamOf<Part>(parts: AsyncGenerator<Part>): ReadableStream<Part> {
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => void parts.return(undefined),
    },
    { highWaterMark: 0 },
  )
}

async function* play(reply: ModelReply, signal: AbortSignal | undefined): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] }
  for (const [index, step] of reply.entries()) {
    for await (const part of perform(step, index, signal)) {
      signal?.throwIfAborted()
      yield part
    }
  }
  yield { type: 'finish', usage, finishReason: finishReasonOf(reply) }
}

async function* perform(
  step: ModelStep,
  index: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV4StreamPart> {
  switch (step.do) {
    case 'say':
      return yield* textParts(step, `text-${index}`)
    case 'call-tool':
      return yield* toolParts(step, `call-${crypto.randomUUID()}`)
    case 'fail':
      return yield { type: 'error', error: step.error }
    case 'wait':
      await settledOrAborted(step.until, signal)
  }
}

function* textParts(step: SayStep, id: string): Generator<LanguageModelV4StreamPart> {
  yield { type: 'text-start', id }
  for (const delta of step.deltas) yield { type: 'text-delta', id, delta }
  yield { type: 'text-end', id }
}

function* toolParts(step: CallToolStep, id: string): Generator<LanguageModelV4StreamPart> {
  yield { type: 'tool-input-start', id, toolName: step.tool }
  yield { type: 'tool-input-delta', id, delta: step.arguments }
  yield { type: 'tool-input-end', id }
  yield { type: 'tool-call', toolCallId: id, toolName: step.tool, input: step.arguments }
}

function finishReasonOf(reply: ModelReply): LanguageModelV4FinishReason {
  if (reply.some((step) => step.do === 'fail')) return { unified: 'error', raw: undefined }
  if (reply.some((step) => step.do === 'call-tool')) return { unified: 'tool-calls', raw: undefined }
  return { unified: 'stop', raw: undefined }
}

async function settledOrAborted(until: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await until)
  const aborted = Promise.withResolvers<never>()
  const stop = (): void => aborted.reject(signal.reason)
  signal.throwIfAborted()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([until, aborted.promise]).finally(() => signal.removeEventListener('abort', stop))
}
