import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { TimedCall } from './timed-call.ts'

type PartStream = ReadableStream<LanguageModelV4StreamPart>

/**
 * A model that does not leave its caller waiting and fails with errors of the table.
 *
 * When it is silent for longer than `timeoutMs`, before its answer or within it, the call fails and the request ends.
 * The caller's own abort comes through as it is. The first error ends the stream.
 */
export function timedModel(model: LanguageModelV4, timeoutMs: number): LanguageModelV4 {
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(options) {
      const call = new TimedCall(timeoutMs, options.abortSignal)
      return await call.wait(model.doGenerate({ ...options, abortSignal: call.signal }))
    },
    async doStream(options) {
      const call = new TimedCall(timeoutMs, options.abortSignal)
      const result = await call.wait(model.doStream({ ...options, abortSignal: call.signal }))
      return { ...result, stream: timedStream(result.stream, call) }
    },
  }
}

function timedStream(stream: PartStream, call: TimedCall): PartStream {
  const reader = stream.getReader()
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        const { done, value } = await call.wait(reader.read())
        if (done) return controller.close()
        if (value.type === 'error') throw call.fail(value.error)
        // The provider makes this part itself, before it has heard from the endpoint.
        if (value.type !== 'stream-start') call.stage = 'answering'
        controller.enqueue(value)
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
