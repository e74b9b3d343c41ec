import type { Health } from '../health.ts'
import { rounded } from '../statistics.ts'

/** The server's memory at one moment, when it has come to rest. */
export interface Rest {
  readonly residentBytes: number
  readonly health: Health | undefined
}

export interface OpeningCpu {
  readonly connectMs: number
  readonly turnMs: number
}

export interface Measured {
  readonly cpu: OpeningCpu
  readonly start: Rest
  readonly open: Rest
  readonly closed: Rest
  /** After all were opened and closed a second time. */
  readonly closedAgain: Rest
}

/** A quantity over the scenario. */
interface Course {
  readonly start: number
  readonly open: number
  readonly closed: number
  readonly closed_again: number
}

/** What one subject takes and gives back. KB and MB are of 1,024. */
export interface Row {
  readonly subject: string
  readonly sessions: number
  /** Handshake, greeting and first turn. */
  readonly cpu_ms_per_open: number
  readonly cpu_ms: { readonly connect: number; readonly first_turn: number }
  readonly rss_kb_per_session: number
  readonly rss_kb_above_control: number
  readonly heap_kb_per_session: number | null
  readonly rss_mb: Course
  /** Garbage included; null where the server does not tell. */
  readonly heap_mb: Course | null
  readonly left: {
    /** Against the start. */
    readonly rss_percent: number
    /** The second time against the first: a leak shows here, what is kept for reuse does not. */
    readonly rss_percent_again: number
    readonly sessions: number | null
    readonly connections: number | null
  }
}

export function makeRow(
  subject: string,
  measured: Measured,
  { sessions: count, control }: { readonly sessions: number; readonly control: Row | undefined },
): Row {
  const { cpu, start, open, closed, closedAgain } = measured
  const rssPerSession = rounded((open.residentBytes - start.residentBytes) / count / 1024, 2)
  return {
    subject,
    sessions: count,
    cpu_ms_per_open: rounded((cpu.connectMs + cpu.turnMs) / count, 3),
    cpu_ms: { connect: rounded(cpu.connectMs / count, 3), first_turn: rounded(cpu.turnMs / count, 3) },
    rss_kb_per_session: rssPerSession,
    rss_kb_above_control: rounded(rssPerSession - (control?.rss_kb_per_session ?? rssPerSession), 2),
    heap_kb_per_session: heapPerSession(start.health, open.health, count),
    rss_mb: courseOf(measured, (rest) => megabytes(rest.residentBytes)),
    heap_mb: start.health === undefined ? null : courseOf(measured, (rest) => megabytes(rest.health?.heapBytes ?? NaN)),
    left: {
      rss_percent: growthPercent(start, closed),
      rss_percent_again: growthPercent(closed, closedAgain),
      sessions: closedAgain.health?.sessions ?? null,
      connections: closedAgain.health?.connections ?? null,
    },
  }
}

function heapPerSession(start: Health | undefined, open: Health | undefined, count: number): number | null {
  if (start === undefined || open === undefined) return null
  return rounded((open.heapBytes - start.heapBytes) / count / 1024, 2)
}

function growthPercent(from: Rest, to: Rest): number {
  return rounded((to.residentBytes / from.residentBytes - 1) * 100, 1)
}

function courseOf({ start, open, closed, closedAgain }: Measured, read: (rest: Rest) => number): Course {
  return { start: read(start), open: read(open), closed: read(closed), closed_again: read(closedAgain) }
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1024 / 1024, 1)
}

export function makeTable(rows: readonly Row[]): string[][] {
  const head = [
    'subject',
    'ms CPU/open',
    'connect',
    '1st turn',
    'RSS KB',
    'above control',
    'heap KB',
    'left RSS',
    'again',
    'sessions',
    'connections',
  ]
  const body = rows.map((row) => [
    row.subject,
    row.cpu_ms_per_open.toFixed(3),
    row.cpu_ms.connect.toFixed(3),
    row.cpu_ms.first_turn.toFixed(3),
    row.rss_kb_per_session.toFixed(1),
    row.rss_kb_above_control.toFixed(1),
    row.heap_kb_per_session?.toFixed(1) ?? '-',
    `${row.left.rss_percent.toFixed(1)} %`,
    `${row.left.rss_percent_again.toFixed(1)} %`,
    String(row.left.sessions ?? '-'),
    String(row.left.connections ?? '-'),
  ])
  return [head, ...body]
}
