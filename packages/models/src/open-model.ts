import { embeddedModel } from './embedded-model.ts'
import { introduction } from './embedded-reply.ts'
import type { Model } from './model.ts'
import type { ModelSettings, OpenAiCompatibleSettings } from './model-settings.ts'
import { timedModel } from './timed-model.ts'

const defaultTimeoutMs = 60_000

/** Makes the model that the settings name. Opens no connection: an endpoint that is down shows at the first call. */
export async function openModel(settings: ModelSettings): Promise<Model> {
  switch (settings.kind) {
    case 'embedded':
      return {
        language: embeddedModel,
        description: { name: 'embedded', languageModel: false, description: introduction },
      }
    case 'openai-compatible':
      return openEndpoint(settings)
  }
}

async function openEndpoint(settings: OpenAiCompatibleSettings): Promise<Model> {
  // Loaded only where it is used: it costs a thread tens of milliseconds and some megabytes.
  const { openAiCompatibleModel } = await import('./openai-compatible-model.ts')
  return {
    language: timedModel(openAiCompatibleModel(settings), settings.timeoutMs ?? defaultTimeoutMs),
    description: {
      name: settings.model,
      languageModel: true,
      description: `The language model ${settings.model} phrases the answers, from your documents and with sources.`,
    },
  }
}
