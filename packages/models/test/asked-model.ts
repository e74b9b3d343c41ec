import { isStepCount, jsonSchema, streamText, tool } from 'ai'
import type { Model } from '../src/index.ts'

export const found = { verdict: 'found', passages: [{ mark: 1, quote: 'Photosynthesis turns light into energy.' }] }

interface Asking {
  readonly signal?: AbortSignal
  readonly onText?: () => void
}

/** One turn, driven as the agents drive it. Rejects with what the model fails with. */
export async function ask({ language }: Pick<Model, 'language'>, { signal, onText }: Asking = {}) {
  const searches: unknown[] = []
  const { fullStream } = streamText({
    model: language,
    instructions: 'You are a tutor.',
    messages: [{ role: 'user', content: 'What is photosynthesis?' }],
    tools: {
      doc_search: tool({
        description: 'Searches.',
        inputSchema: jsonSchema<{ query: string }>({ type: 'object', properties: { query: { type: 'string' } }, required: ['query'] }),
        execute: (input) => (searches.push(input), found),
      }),
    },
    stopWhen: isStepCount(4),
    maxRetries: 0,
    onError: () => {},
    ...(signal && { abortSignal: signal }),
  })
  let text = ''
  let tokens = 0
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'finish') tokens = part.totalUsage.totalTokens ?? 0
    if (part.type !== 'text-delta') continue
    text += part.text
    onText?.()
  }
  return { text, searches, tokens }
}
