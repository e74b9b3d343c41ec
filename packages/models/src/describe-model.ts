import type { ModelDescription } from '@tutor/protocol'
import { basename } from 'node:path'
import { introduction } from './embedded-reply.ts'
import type { ModelSettings } from './model-settings.ts'

const otherwise = 'When it fails, I answer with the words of your documents instead, and say so.'

/** What the learner is told about the model that the settings name. Loads no model. */
export function describeModel(settings: ModelSettings): ModelDescription {
  if (settings.kind === 'embedded') return { name: 'embedded', languageModel: false, description: introduction }
  const name = settings.kind === 'gguf' ? basename(settings.path, '.gguf') : settings.model
  return {
    name,
    languageModel: true,
    description: `The language model ${name}${hosts[settings.kind]} phrases the answers, from your documents and with sources. ${otherwise}`,
  }
}

/** Where it runs, since the learner's words go there. */
const hosts: Readonly<Record<Exclude<ModelSettings['kind'], 'embedded'>, string>> = {
  anthropic: ' of Anthropic',
  openai: ' of OpenAI',
  'openai-compatible': '',
  gguf: ' on this very machine',
}
