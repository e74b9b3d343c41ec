import { createOpenAI } from '@ai-sdk/openai'
import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { HostedSettings } from './model-settings.ts'
import { wrappedModel } from './wrapped-model.ts'

const officialUrl = 'https://api.openai.com/v1'

/** A model of OpenAI, by its responses. OpenAI is asked to keep nothing of them. */
export function openAiModel({ baseUrl = officialUrl, model, apiKey }: HostedSettings): LanguageModelV4 {
  // Without an address the package would take one from variables of its own.
  const language = createOpenAI({ baseURL: baseUrl, apiKey })(model)
  return wrappedModel(language, {
    doGenerate: (options) => language.doGenerate(unstored(options)),
    doStream: (options) => language.doStream(unstored(options)),
  })
}

function unstored(options: LanguageModelV4CallOptions): LanguageModelV4CallOptions {
  return { ...options, providerOptions: { ...options.providerOptions, openai: { ...options.providerOptions?.['openai'], store: false } } }
}
