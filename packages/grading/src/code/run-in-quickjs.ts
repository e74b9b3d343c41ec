import * as released from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext, type QuickJSHandle, type QuickJSRuntime, type QuickJSSyncVariant } from 'quickjs-emscripten-core'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CodeResult, CodeTask } from './code-runner.ts'
import { describeFailure } from './describe-failure.ts'
import { kindOf } from './kind-of.ts'
import { NoData, readData } from './read-data.ts'

/** What one run may take. */
const bounds = { memoryBytes: 64 * 1024 * 1024, stackBytes: 256 * 1024 } as const

const pageBytes = 65_536

/** Its types are those of a module of another kind. */
const variant = released.default as unknown as QuickJSSyncVariant

/**
 * Runs a learner's function in an engine of its own, which has nothing but the language: no files, no network, no timers.
 * Takes `timeMs` of its thread's CPU at most, but for what the engine does in one go; whoever calls it ends the thread then.
 */
export async function runInQuickJs({ code, functionName, tests }: CodeTask, timeMs: number): Promise<readonly CodeResult[]> {
  // Its own limit does not stop an array that grows; memory that cannot grow does.
  const wasmMemory = new WebAssembly.Memory({ initial: 256, maximum: bounds.memoryBytes / pageBytes })
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory, wasmModule: compiled() }))
  const runtime = engine.newRuntime()
  runtime.setMaxStackSize(bounds.stackBytes)
  runtime.setInterruptHandler(hasUsed(timeMs))
  const results: CodeResult[] = []
  for (const test of tests) {
    const result = runOne(runtime, { code, functionName }, test.arguments)
    results.push(result)
    if (result.outcome !== 'returned') break
  }
  // Nothing is given back: the engine goes with its memory, and after a failure it could not.
  return results
}

/** By the thread's CPU: on a busy machine code is not slower than it is. */
function hasUsed(timeMs: number): () => boolean {
  const started = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(started)
    return user + system > timeMs * 1_000
  }
}

let module: WebAssembly.Module | undefined

/** Once in a thread: it takes longer than most runs. */
function compiled(): WebAssembly.Module {
  return (module ??= new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')))))
}

/** In a context of its own, so that no test sees what another left behind. */
function runOne(runtime: QuickJSRuntime, { code, functionName }: Pick<CodeTask, 'code' | 'functionName'>, given: readonly unknown[]): CodeResult {
  try {
    const context = runtime.newContext()
    // Order: before the learner's code can change what it is.
    const kind = kindOf(context)
    const loaded = context.evalCode(code, 'answer.js', { type: 'global' })
    if (loaded.error) return failureOf(context, loaded.error)
    const found = context.evalCode(`typeof ${functionName} === 'function' ? ${functionName} : undefined`)
    if (found.error) return failureOf(context, found.error)
    if (context.typeof(found.value) !== 'function') return { outcome: 'missing' }
    const values = given.map((each) => context.unwrapResult(context.evalCode(`(${JSON.stringify(each)})`)))
    const called = context.callFunction(found.value, context.undefined, values)
    if (called.error) return failureOf(context, called.error)
    return { outcome: 'returned', value: readData(context, called.value, kind) }
  } catch (thrown) {
    if (thrown instanceof NoData) return { outcome: 'returned_odd', what: thrown.message }
    return describeFailure(thrown)
  }
}

function failureOf(context: QuickJSContext, error: QuickJSHandle): CodeResult {
  const text = (property: string): string | undefined => {
    const handle = context.getProp(error, property)
    return context.typeof(handle) === 'string' ? context.getString(handle) : undefined
  }
  const type = context.sameValue(error, context.null) ? 'null' : context.typeof(error)
  if (type !== 'object') return describeFailure({ message: type === 'string' ? context.getString(error) : `${type} was thrown` })
  return describeFailure({ name: text('name') ?? 'Error', message: text('message') ?? '', stack: text('stack') ?? '' })
}
