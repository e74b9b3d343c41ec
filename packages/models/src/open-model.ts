import type { LanguageModelV4 } from '@ai-sdk/provider'
import { describeModel } from './describe-model.ts'
import { embeddedModel } from './embedded-model.ts'
import type { Model } from './model.ts'
import type { EndpointSettings, GgufSettings, ModelSettings } from './model-settings.ts'
import { timedModel } from './timed-model.ts'

const defaultTimeoutMs = 60_000

/** Makes the model that the settings name. Opens no connection: an endpoint that is down shows at the first call. */
export async function openModel(settings: ModelSettings): Promise<Model> {
  const description = describeModel(settings)
  if (settings.kind === 'embedded') return { language: embeddedModel, description }
  const language = timedModel(await openEndpoint(settings), settings.timeoutMs ?? defaultTimeoutMs)
  return { language, description, fallback: embeddedModel, ...(settings.tokensPerDay !== undefined && { tokensPerDay: settings.tokensPerDay }) }
}

/** Loads only what is used: each costs a thread tens of milliseconds and some megabytes. */
async function openEndpoint(settings: EndpointSettings | GgufSettings): Promise<LanguageModelV4> {
  switch (settings.kind) {
    case 'openai-compatible':
      return (await import('./openai-compatible-model.ts')).openAiCompatibleModel(settings)
    case 'openai':
      return (await import('./openai-model.ts')).openAiModel(settings)
    case 'anthropic':
      return (await import('./anthropic-model.ts')).anthropicModel(settings)
    case 'gguf':
      return await openLocal(settings)
  }
}

async function openLocal({ endpoint }: GgufSettings): Promise<LanguageModelV4> {
  if (!endpoint) throw new Error('A model of a file has to be started before it is opened.')
  const { searchingModel } = await import('./local/searching-model.ts')
  const { openAiCompatibleModel } = await import('./openai-compatible-model.ts')
  return searchingModel(openAiCompatibleModel({ kind: 'openai-compatible', model: 'local', ...endpoint }))
}
