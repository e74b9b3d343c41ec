import type { AnswerKey, Item, Mark } from '@tutor/protocol'
import { Grading, type CodeRunner } from '../src/index.ts'

/** An item with nothing but its key. */
export function itemOf(answer: AnswerKey, choices?: Readonly<Record<string, string>>): Item {
  const hints = { question: '', pointer: '', rule: '', firstStep: '' }
  return { id: 'test/item', skill: 'test/skill', prompt: '', answer, hints, solution: '', difficulty: 2, ...(choices && { choices }) }
}

export function codeItem(functionName: string, cases: readonly (readonly [args: readonly unknown[], returns: unknown])[]): Item {
  return itemOf({ kind: 'code', functionName, tests: cases.map(([args, returns], index) => ({ arguments: args, returns, about: `case ${index + 1}` })) })
}

export interface MarkOptions {
  readonly runner?: CodeRunner
  readonly signal?: AbortSignal
}

export async function markOf(item: Item, answer: string, { runner, signal = new AbortController().signal }: MarkOptions = {}): Promise<Mark> {
  return await new Grading(runner ? { runner } : {}).mark(item, answer, signal)
}
