import type { LanguageModelV4 } from '@ai-sdk/provider'
import { describeModel } from './describe-model.ts'
import { embeddedModel } from './embedded-model.ts'
import type { Model } from './model.ts'
import type { ModelSettings, OpenAiCompatibleSettings } from './model-settings.ts'
import { timedModel } from './timed-model.ts'

const defaultTimeoutMs = 60_000

/** Makes the model that the settings name. Opens no connection: an endpoint that is down shows at the first call. */
export async function openModel(settings: ModelSettings): Promise<Model> {
  const language = settings.kind === 'embedded' ? embeddedModel : await openEndpoint(settings)
  return { language, description: describeModel(settings) }
}

async function openEndpoint(settings: OpenAiCompatibleSettings): Promise<LanguageModelV4> {
  // Loaded only where it is used: it costs a thread tens of milliseconds and some megabytes.
  const { openAiCompatibleModel } = await import('./openai-compatible-model.ts')
  return timedModel(openAiCompatibleModel(settings), settings.timeoutMs ?? defaultTimeoutMs)
}
