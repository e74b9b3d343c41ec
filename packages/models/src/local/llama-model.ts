import { existsSync } from 'node:fs'
import type { LocalModel } from './local-model.ts'

/** Where `npm run gguf` puts the package: not among the others, since it is as large as all of them. */
const installFolder = new URL('../../../../gguf/', import.meta.url)
const packageFile = new URL('node_modules/node-llama-cpp/dist/index.js', installFolder)

/** Whether a model of a file can be run here. */
export function isLlamaInstalled(): boolean {
  return existsSync(packageFile)
}

/** Tokens that a prompt and its answer may have together, where the model can do with so many. */
const contextSize = { min: 256, max: 4_096 }

/** As much of node-llama-cpp 3.22 as is used here: its own types are only there where it is. */
interface LlamaPackage {
  readonly LlamaLogLevel: { readonly disabled: unknown }
  readonly getLlama: (options: object) => Promise<{ loadModel(options: { modelPath: string }): Promise<LoadedModel> }>
  readonly LlamaChat: new (options: { contextSequence: ContextSequence }) => LlamaChat
}

interface LoadedModel {
  createContext(options: object): Promise<{ getSequence(): ContextSequence }>
}

interface ContextSequence {
  readonly tokenMeter: { readonly usedInputTokens: number; readonly usedOutputTokens: number }
  clearHistory(): Promise<void>
}

interface LlamaChat {
  generateResponse(history: readonly object[], options: object): Promise<unknown>
}

/**
 * Loads a model from a GGUF file.
 *
 * @param threads that compute; more of them than there are idle cores make it slower, by a factor of hundreds
 * @throws Error of the package, where the file is none or the memory does not suffice
 */
export async function loadLlamaModel(path: string, threads: number): Promise<LocalModel> {
  const { getLlama, LlamaChat, LlamaLogLevel } = (await import(packageFile.href)) as LlamaPackage
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: threads, progressLogs: false, logLevel: LlamaLogLevel.disabled })
  const model = await llama.loadModel({ modelPath: path })
  const context = await model.createContext({ contextSize, threads, sequences: 1 })
  const sequence = context.getSequence()
  const chat = new LlamaChat({ contextSequence: sequence })
  return {
    async answer({ instructions, messages, maxTokens }, { signal, onText }) {
      const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter
      // What another learner has said is not even a prefix of what is computed now.
      await sequence.clearHistory()
      const said = messages.map(({ role, text }) => (role === 'user' ? { type: 'user', text } : { type: 'model', response: [text] }))
      const history = [{ type: 'system', text: instructions }, ...said, { type: 'model', response: [] }]
      await chat.generateResponse(history, { signal, maxTokens, onTextChunk: onText })
      const meter = sequence.tokenMeter
      return { inputTokens: meter.usedInputTokens - usedInputTokens, outputTokens: meter.usedOutputTokens - usedOutputTokens }
    },
  }
}
