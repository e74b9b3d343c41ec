import type { LanguageModelV4 } from '@ai-sdk/provider'

/** The model under the same name, with calls of another making. A copy by spreading would lose what its class has. */
export function wrappedModel(model: LanguageModelV4, calls: Pick<LanguageModelV4, 'doGenerate' | 'doStream'>): LanguageModelV4 {
  const { specificationVersion, provider, modelId, supportedUrls } = model
  return { specificationVersion, provider, modelId, supportedUrls, ...calls }
}
