import type { NeighbourhoodResult, Phase, Place } from '../load-client/neighbourhood.ts'
import type { Spread } from '../load-client/spread.ts'
import { median, rounded } from '../statistics.ts'
import { targetFigure, type TargetFigure } from '../target-figure.ts'

export interface Disturbance extends Omit<NeighbourhoodResult, 'answered' | 'firstWrong'> {
  /** Requests without a right answer, and answers that the history does not hold. */
  readonly lost: number
}

/** An offender, and what the quiet sessions noticed. Times are medians over the rounds, all else is the worst. */
export interface Row {
  readonly subject: string
  readonly phases: Readonly<Record<Phase, PhaseFigures>>
  /** Longest wait for an answer on the offender's thread, counted from when its question was due. */
  readonly back_after_ms: number
  /** p99 of the other thread, during against before: median over the rounds. */
  readonly others_p99_ratio: number
  /** How often sessions on the other thread were opened anew. */
  readonly others_reopened: number
  readonly sockets_closed: number
  readonly lost: number
}

interface PhaseFigures {
  readonly same_thread: Figures
  readonly other_thread: Figures
  readonly gateway_ping: Figures
}

interface Figures {
  readonly p50_ms: number
  readonly p99_ms: number
}

const phases = ['before', 'during', 'after'] as const
/** The whole process ends: everybody's sockets with it. */
const abort = 'array'
const loops: ReadonlySet<string> = new Set(['loop', 'regex', 'block'])
const backMs = { loop: 5_000, abort: 3_000, any: 2_000 }
const pingMs = 50
const mostRatio = 1.2

export function makeRow(subject: string, disturbances: readonly Disturbance[]): Row {
  const most = (read: (each: Disturbance) => number): number => Math.max(...disturbances.map(read))
  return {
    subject,
    phases: {
      before: phaseFigures('before', disturbances),
      during: phaseFigures('during', disturbances),
      after: phaseFigures('after', disturbances),
    },
    back_after_ms: Math.round(most(({ latency }) => latency.during.same.maxMs)),
    others_p99_ratio: rounded(median(disturbances.map(({ latency }) => latency.during.other.p99Ms / latency.before.other.p99Ms)), 2),
    others_reopened: most((each) => each.othersReopened),
    sockets_closed: most((each) => each.closed),
    lost: most((each) => each.lost),
  }
}

export function makeTable(rows: readonly Row[]): string[][] {
  const head = ['offender', 'phase', 'same p50 ms', 'p99', 'other p50 ms', 'p99', 'ping p99', 'back ms', 'closed', 'lost']
  return [head, ...rows.flatMap((row) => phases.map((phase) => tableLine(row, phase)))]
}

export function judge(rows: readonly Row[]): TargetFigure[] {
  return rows.flatMap((row) => {
    const { subject, phases: { during } } = row
    const targets = [
      targetFigure(`${subject}: until the offender's thread answers again, ms`, row.back_after_ms, mostBackMs(subject)),
      targetFigure(`${subject}: messages lost`, row.lost, 0),
    ]
    // An abort ends every thread, and the gateway with them.
    if (subject === abort) return targets
    return [
      ...targets,
      targetFigure(`${subject}: sockets closed`, row.sockets_closed, 0),
      targetFigure(`${subject}: sessions of the other thread opened anew`, row.others_reopened, 0),
      targetFigure(`${subject}: other thread's p99, during against before`, row.others_p99_ratio, mostRatio),
      targetFigure(`${subject}: gateway's ping p99, ms`, during.gateway_ping.p99_ms, pingMs),
    ]
  })
}

function mostBackMs(subject: string): number {
  if (loops.has(subject)) return backMs.loop
  return subject === abort ? backMs.abort : backMs.any
}

function phaseFigures(phase: Phase, disturbances: readonly Disturbance[]): PhaseFigures {
  const figures = (place: Place): Figures => {
    const of = (read: (spread: Spread) => number): number => rounded(median(disturbances.map(({ latency }) => read(latency[phase][place]))), 2)
    return { p50_ms: of((spread) => spread.p50Ms), p99_ms: of((spread) => spread.p99Ms) }
  }
  return { same_thread: figures('same'), other_thread: figures('other'), gateway_ping: figures('gateway') }
}

function tableLine(row: Row, phase: Phase): string[] {
  const { same_thread: same, other_thread: other, gateway_ping: ping } = row.phases[phase]
  const figures = [same.p50_ms, same.p99_ms, other.p50_ms, other.p99_ms, ping.p99_ms].map((ms) => ms.toFixed(1))
  const outcome = [row.back_after_ms, row.sockets_closed, row.lost].map(String)
  return [phase === 'before' ? row.subject : '', phase, ...figures, ...(phase === 'during' ? outcome : ['', '', ''])]
}
