export { EmbeddingThread, EmbeddingsUnavailable } from './embedding-thread.ts'
