import { createAnthropic } from '@ai-sdk/anthropic'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { HostedSettings } from './model-settings.ts'

const officialUrl = 'https://api.anthropic.com/v1'

/** A model of Anthropic, by its messages. */
export function anthropicModel({ baseUrl = officialUrl, model, apiKey }: HostedSettings): LanguageModelV4 {
  // Without an address the package would take one from variables of its own.
  return createAnthropic({ baseURL: baseUrl, apiKey })(model)
}
