import type { ModelDescription } from '@tutor/protocol'
import { introduction } from './embedded-reply.ts'
import type { ModelSettings } from './model-settings.ts'

/** What the learner is told about the model that the settings name. Loads no model. */
export function describeModel(settings: ModelSettings): ModelDescription {
  switch (settings.kind) {
    case 'embedded':
      return { name: 'embedded', languageModel: false, description: introduction }
    case 'openai-compatible':
      return {
        name: settings.model,
        languageModel: true,
        description: `The language model ${settings.model} phrases the answers, from your documents and with sources.`,
      }
  }
}
