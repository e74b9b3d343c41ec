import type { Histogram } from 'node:perf_hooks'

/** How long something took, many times over. */
export interface Spread {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** @param histogram of microseconds */
export function spreadOf(histogram: Histogram): Spread {
  const ms = (percentile: number): number => histogram.percentile(percentile) / 1000
  return { p50Ms: ms(50), p99Ms: ms(99), maxMs: histogram.max / 1000 }
}

/** As histograms take it: a whole number of microseconds, from 1. */
export function microseconds(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) * 1000))
}
