import type { DriveResult } from '../load-client/measurement.ts'
import { median, rounded } from '../statistics.ts'

/** What an echoed message costs one subject. */
export interface EchoRow {
  readonly subject: string
  readonly cpu_us_per_message: { readonly min: number; readonly median: number }
  /** Median CPU per message over that of the control. */
  readonly ratio: number
  readonly messages_per_s: number
  readonly p50_ms: number
  readonly p99_ms: number
}

export interface Measured {
  readonly subject: string
  /** One per round. */
  readonly results: readonly DriveResult[]
}

/** Every subject against the first, which is the control. */
export function makeRows(measured: readonly Measured[]): EchoRow[] {
  const controlCpu = median(measured[0]?.results.map(cpuPerMessage) ?? [])
  return measured.map(({ subject, results }) => {
    const cpu = results.map(cpuPerMessage)
    return {
      subject,
      cpu_us_per_message: { min: rounded(Math.min(...cpu), 2), median: rounded(median(cpu), 2) },
      ratio: rounded(median(cpu) / controlCpu, 2),
      messages_per_s: Math.round(median(results.map((result) => result.answered / result.seconds))),
      p50_ms: rounded(median(results.map((result) => result.p50Ms)), 3),
      p99_ms: rounded(median(results.map((result) => result.p99Ms)), 3),
    }
  })
}

export function makeTable(rows: readonly EchoRow[]): string[][] {
  const head = ['subject', 'us/msg min', 'median', 'ratio', 'msg/s', 'p50 ms', 'p99 ms']
  const body = rows.map(
    ({ subject, cpu_us_per_message: { min, median: middle }, ratio, messages_per_s, p50_ms, p99_ms }) => [
      subject,
      min.toFixed(2),
      middle.toFixed(2),
      ratio.toFixed(2),
      String(messages_per_s),
      p50_ms.toFixed(2),
      p99_ms.toFixed(2),
    ],
  )
  return [head, ...body]
}

/** For the progress of a run. */
export function describeDrive(result: DriveResult): string {
  const rate = Math.round(result.answered / result.seconds)
  const clientShare = Math.round(result.clientCpuUs / result.seconds / 1e4)
  return `${cpuPerMessage(result).toFixed(1)} us at ${rate}/s (client at ${clientShare} % of a core)`
}

/** Another subject begins every round: none always has the cool machine, or the same neighbour before it. */
export function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

function cpuPerMessage(result: DriveResult): number {
  return result.serverCpuUs / result.answered
}
