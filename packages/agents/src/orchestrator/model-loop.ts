import type { LanguageModelV4 } from '@ai-sdk/provider'
import { TutorError, type TurnLimits } from '@tutor/protocol'
import type { ModelMessage, TextStreamPart, ToolSet } from 'ai'
import type { ToolDefinition } from '../tools.ts'
import { TurnBudget } from './turn-budget.ts'

/** A tool as the loop runs it: what the model may know of it and how to call it. */
export interface ModelTool extends ToolDefinition {
  call(input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>
}

export interface ModelRequest {
  readonly model: LanguageModelV4
  readonly instructions: string
  readonly messages: ModelMessage[]
  readonly tools: readonly ModelTool[]
  readonly limits: TurnLimits
  readonly signal: AbortSignal
  /** Told at the end, whatever it is, how many tokens were read and written. */
  readonly spent?: (tokens: number) => void
}

export type ModelPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool-called'; readonly callId: string; readonly tool: string; readonly input: unknown }
  | { readonly type: 'tool-answered'; readonly callId: string; readonly result: unknown }

/** Loads what the first turn of a thread would wait for, and its other sessions with it. */
export async function loadModelLoop(): Promise<void> {
  await import('ai')
}

/**
 * Lets the model think and use tools until it has answered, and yields what happens as it happens. A failing tool is
 * told to the model; a failing model is thrown.
 *
 * @throws TutorError `turn_limit`
 */
export async function* runModel(request: ModelRequest): AsyncGenerator<ModelPart> {
  // Loaded at the first turn: a session that only listens, or only echoes, does not pay for it.
  const { streamText, stepCountIs } = await import('ai')
  const { limits } = request
  const budget = new TurnBudget(limits, request.instructions.length + JSON.stringify(request.messages).length)
  const tools = await modelTools(request, budget)
  const names = new Map(request.tools.map((tool) => [modelName(tool.name), tool.name]))
  // Aborted at the end as well, so that a consumer that stops early also stops the model.
  const stop = new AbortController()
  const stream = streamText({
    model: request.model,
    instructions: request.instructions,
    messages: request.messages,
    tools,
    stopWhen: stepCountIs(limits.steps),
    ...(limits.outputTokens !== undefined && { maxOutputTokens: limits.outputTokens }),
    abortSignal: AbortSignal.any([request.signal, stop.signal]),
    maxRetries: 0,
    // Errors are thrown from the stream below; the default handler would print them as well.
    onError: () => {},
  }).fullStream
  try {
    let steps = 0
    for await (const part of stream) {
      spend(part, budget)
      if (part.type === 'finish-step') steps++
      // It would go on with what its last tools gave.
      if (part.type === 'finish' && part.finishReason === 'tool-calls' && steps === limits.steps) throw new TutorError('turn_limit')
      const known = modelPart(part, names)
      if (known) yield known
    }
    request.signal.throwIfAborted()
  } finally {
    stop.abort()
    request.spent?.(budget.used)
  }
}

/** @throws TutorError `turn_limit` */
function spend(part: TextStreamPart<ToolSet>, budget: TurnBudget): void {
  switch (part.type) {
    case 'text-delta':
    case 'reasoning-delta':
      return budget.written(part.text.length)
    case 'tool-input-delta':
      return budget.written(part.delta.length)
    case 'tool-call':
      return budget.toolAsked()
    case 'tool-result':
      return budget.toRead(JSON.stringify(part.output).length)
    case 'finish-step':
      return budget.stepEnded(part.usage.totalTokens)
    default:
  }
}

/** @throws the model's error */
function modelPart(part: TextStreamPart<ToolSet>, names: ReadonlyMap<string, string>): ModelPart | undefined {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', text: part.text }
    case 'tool-call':
      return { type: 'tool-called', callId: part.toolCallId, tool: names.get(part.toolName) ?? part.toolName, input: part.input }
    case 'tool-result':
      return { type: 'tool-answered', callId: part.toolCallId, result: part.output }
    case 'tool-error':
      return { type: 'tool-answered', callId: part.toolCallId, result: { error: String(part.error) } }
    case 'error':
      throw part.error
    default:
      return undefined
  }
}

async function modelTools(request: ModelRequest, budget: TurnBudget): Promise<ToolSet> {
  const { dynamicTool, jsonSchema } = await import('ai')
  return Object.fromEntries(
    request.tools.map((tool) => [
      modelName(tool.name),
      dynamicTool({
        description: tool.description,
        inputSchema: jsonSchema(tool.inputSchema),
        execute: (input) => {
          budget.toolRuns()
          return tool.call(input as Record<string, unknown>, request.signal)
        },
      }),
    ]),
  )
}

/** Model providers take letters, digits, `_` and `-` in a tool's name. */
function modelName(tool: string): string {
  return tool.replaceAll('.', '_')
}
