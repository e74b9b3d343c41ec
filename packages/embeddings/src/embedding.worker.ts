import { parentPort } from 'node:worker_threads'
import type { EmbeddingAnswer, EmbeddingRequest } from './embedding-thread.ts'

/** What we use of `@energetic-ai/embeddings`, which is installed by those who want it only. */
interface Embeddings {
  initModel(source: unknown): Promise<{ embed(texts: readonly string[]): Promise<readonly (readonly number[])[]> }>
}

const installed = new URL('../../../embeddings/node_modules/@energetic-ai/', import.meta.url)
const embeddings = (await import(new URL('embeddings/dist/index.js', installed).href)) as Embeddings
const { modelSource } = (await import(new URL('model-embeddings-en/dist/index.js', installed).href)) as { readonly modelSource: unknown }
const model = await embeddings.initModel(modelSource)

parentPort?.on('message', ({ call, texts }: EmbeddingRequest) => {
  void model.embed(texts).then(
    (vectors) => answer({ call, vectors: vectors.map(unit) }),
    (error: unknown) => answer({ call, failure: String(error) }),
  )
})
answer({ ready: true })

function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1
  return Float32Array.from(vector, (value) => value / length)
}

function answer(message: EmbeddingAnswer): void {
  parentPort?.postMessage(message)
}
