import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { OpenAiCompatibleSettings } from './model-settings.ts'

/** A model behind an endpoint that speaks OpenAI's chat completions. */
export function openAiCompatibleModel({ baseUrl, model, apiKey }: OpenAiCompatibleSettings): LanguageModelV4 {
  return createOpenAICompatible({ name: 'endpoint', baseURL: baseUrl, ...(apiKey !== undefined && { apiKey }) })(model)
}
