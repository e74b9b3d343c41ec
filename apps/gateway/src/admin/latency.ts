import type { LatencyView } from '@tutor/protocol'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'

/** In microseconds, up to an hour, to about one in a hundred: 35 KB each. */
const bounds = { lowest: 1, highest: 3_600_000_000, figures: 2 }

/** How many slices of how many ms are looked back on. */
const slices = { most: 6, ms: 10_000 }

/**
 * How long something took within the last minute. To record is one call of a native histogram, under a microsecond, also from
 * a thread that was given {@link recorder}: a histogram that is sent to another thread is the same one there.
 */
export class Latency {
  readonly recorder: RecordableHistogram = createHistogram(bounds)
  #past: readonly RecordableHistogram[] = []
  #sliceMs = 0

  record(ms: number): void {
    recordMs(this.recorder, ms)
  }

  /** What is recorded by another thread in the moment in which a slice ends may be lost. @param elapsedMs since it was told last */
  elapse(elapsedMs: number): void {
    this.#sliceMs += elapsedMs
    if (this.#sliceMs < slices.ms) return
    this.#sliceMs = 0
    const slice = createHistogram(bounds)
    slice.add(this.recorder)
    this.recorder.reset()
    this.#past = [slice, ...this.#past].slice(0, slices.most)
  }

  get view(): LatencyView {
    const sum = createHistogram(bounds)
    for (const each of [this.recorder, ...this.#past]) if (each.count > 0) sum.add(each)
    if (sum.count === 0) return { count: 0, p50: 0, p99: 0, most: 0 }
    return { count: sum.count, p50: sum.percentile(50) / 1000, p99: sum.percentile(99) / 1000, most: sum.max / 1000 }
  }
}

/** @param recorder of a {@link Latency}, perhaps in another thread */
export function recordMs(recorder: RecordableHistogram, ms: number): void {
  recorder.record(Math.min(bounds.highest, Math.max(bounds.lowest, Math.round(ms * 1000))))
}
