import type { LanguageModelV4ToolResultOutput } from '@ai-sdk/provider'
import { z } from 'zod'

/** The search result of the protocol as the agents show it to a model: each passage with the number to cite it by. */
const markedResult = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('found'),
    passages: z.array(z.object({ mark: z.int().positive(), quote: z.string() })),
  }),
  z.object({ verdict: z.literal('not_found') }),
  z.object({ verdict: z.literal('no_documents') }),
])

type MarkedResult = z.infer<typeof markedResult>
export type MarkedPassage = Extract<MarkedResult, { verdict: 'found' }>['passages'][number]

/** @returns `undefined` when the tool failed or gave something else */
export function readMarkedResult(output: LanguageModelV4ToolResultOutput): MarkedResult | undefined {
  if (output.type === 'json') return markedResult.safeParse(output.value).data
  if (output.type !== 'text') return undefined
  try {
    return markedResult.safeParse(JSON.parse(output.value)).data
  } catch {
    return undefined
  }
}
