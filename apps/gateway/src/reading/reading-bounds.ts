/** What one document may cost the thread that reads it, and how many may wait for one. */
export interface ReadingBounds {
  /** Longest time, in ms. */
  readonly timeMs: number
  /** Most JavaScript heap, in MiB. */
  readonly heapMb: number
  /** Most memory outside of the heap, in bytes: a stream in a PDF of 10 KB may unpack to gigabytes. */
  readonly bufferBytes: number
  /** Documents of all sessions that may wait for a thread. */
  readonly waiting: number
}

export const readingBounds: ReadingBounds = {
  timeMs: 60_000,
  heapMb: 512,
  bufferBytes: 256 * 1024 * 1024,
  waiting: 256,
}

/** What a reader thread needs to know when it starts. */
export type ReaderThreadSettings = Pick<ReadingBounds, 'bufferBytes'>
