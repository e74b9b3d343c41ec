import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { CircuitBreaker } from './circuit-breaker.ts'
import { TimedCall } from './timed-call.ts'
import { wrappedModel } from './wrapped-model.ts'

type PartStream = ReadableStream<LanguageModelV4StreamPart>

/**
 * A model that does not leave its caller waiting and fails with errors of the table.
 *
 * When it is silent for longer than `timeoutMs`, before its answer or within it, the call fails and the request ends.
 * The caller's own abort comes through as it is. The first error ends the stream. The breaker hears how calls end, and keeps
 * them from being begun.
 */
export function timedModel(model: LanguageModelV4, timeoutMs: number, breaker = new CircuitBreaker()): LanguageModelV4 {
  return wrappedModel(model, {
    async doGenerate(options) {
      const call = new TimedCall(timeoutMs, { caller: options.abortSignal, breaker })
      const result = await call.wait(model.doGenerate({ ...options, abortSignal: call.signal }))
      breaker.succeeded()
      return result
    },
    async doStream(options) {
      const call = new TimedCall(timeoutMs, { caller: options.abortSignal, breaker })
      const result = await call.wait(model.doStream({ ...options, abortSignal: call.signal }))
      return { ...result, stream: timedStream(result.stream, call) }
    },
  })
}

function timedStream(stream: PartStream, call: TimedCall): PartStream {
  const reader = stream.getReader()
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        const { done, value } = await call.wait(reader.read())
        if (done) return controller.close()
        controller.enqueue(checked(value, call))
      },
      async cancel(reason) {
        call.end(reason)
        await reader.cancel(reason)
      },
    },
    // The clock runs only while the consumer waits: without this one part would be read ahead.
    { highWaterMark: 0 },
  )
}

/** @throws TutorError `model_*` */
function checked(part: LanguageModelV4StreamPart, call: TimedCall): LanguageModelV4StreamPart {
  switch (part.type) {
    case 'error':
      throw call.fail(part.error)
    case 'stream-start':
      // The provider makes this part itself, before it has heard from the endpoint. The SDK would print the warnings.
      return { ...part, warnings: [] }
    case 'finish':
      // Some providers take the end of the connection for an end of the answer.
      if (part.finishReason.unified === 'interrupted' || part.finishReason.unified === 'error') throw call.fail(new Error('The answer has no end.'))
      call.succeeded()
      return part
    default:
      call.stage = 'answering'
      return part
  }
}
