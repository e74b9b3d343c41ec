import { parentPort } from 'node:worker_threads'
import type { EmbeddingAnswer, EmbeddingRequest } from '../src/embedding-thread.ts'

// A thread that tells of each text how long it is; “late” is never answered, “fail” fails, “end” ends it.
parentPort?.on('message', ({ call, texts }: EmbeddingRequest) => {
  if (texts.includes('end')) process.exit(1)
  if (texts.includes('fail')) answer({ call, failure: 'no' })
  else if (!texts.includes('late')) answer({ call, vectors: texts.map((text) => Float32Array.of(text.length, ++told)) })
})
let told = 0
answer({ ready: true })

function answer(message: EmbeddingAnswer): void {
  parentPort?.postMessage(message)
}
