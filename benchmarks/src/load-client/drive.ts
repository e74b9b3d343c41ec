import { setTimeout as wait } from 'node:timers/promises'
import { Measurement, type DriveResult } from './measurement.ts'
import { startDrip, startPacer } from './pacer.ts'
import type { Talk } from './talk.ts'

/**
 * Closed: so many connections are asking at any time, all of them unless told otherwise; each that has its answer hands
 * over to the one that has waited longest. Paced: so many requests a second, come what may; `dripping` leaves the
 * processors to the server, for about a millisecond of precision.
 */
export type Pace =
  | { readonly kind: 'closed'; readonly asking?: number }
  | { readonly kind: 'paced' | 'dripping'; readonly perSecond: number }

export interface DrivePlan {
  readonly pace: Pace
  readonly warmUpSeconds: number
  readonly seconds: number
  /** The process whose CPU time is measured, its descendants included. */
  readonly pid?: number
}

interface Traffic {
  stop(): Promise<void>
}

/** Puts load on open talks and measures. Returns when the last request has its answer. */
export async function drive(talks: readonly Talk[], plan: DrivePlan): Promise<DriveResult> {
  const measurement = new Measurement(plan.pid)
  const traffic = start(talks, measurement, plan.pace)
  await wait(plan.warmUpSeconds * 1000)
  measurement.begin()
  await wait(plan.seconds * 1000)
  measurement.end()
  await traffic.stop()
  return measurement.result()
}

function start(talks: readonly Talk[], measurement: Measurement, pace: Pace): Traffic {
  if (pace.kind === 'closed') return startClosed(talks, measurement, Math.min(pace.asking ?? talks.length, talks.length))
  return startPaced(talks, measurement, pace)
}

function startClosed(talks: readonly Talk[], measurement: Measurement, asking: number): Traffic {
  const drained = Promise.withResolvers<void>()
  const resting = talks.slice(asking)
  let running = asking
  let stopped = false
  const ask = (talk: Talk): void => {
    const due = performance.now()
    const answered = (): void => {
      measurement.answered(due)
      resting.push(talk)
      if (!stopped) return ask(resting.shift()!)
      running -= 1
      if (running === 0) drained.resolve()
    }
    talk.ask(answered, () => measurement.begun(due))
  }
  for (const talk of talks.slice(0, asking)) ask(talk)
  return {
    stop: () => {
      stopped = true
      return drained.promise
    },
  }
}

/** A talk that still waits when its next request is due sends it late; its latency counts from when it was due. */
function startPaced(talks: readonly Talk[], measurement: Measurement, { kind, perSecond }: Exclude<Pace, { kind: 'closed' }>): Traffic {
  const backlogs = new Map<Talk, number[]>(talks.map((talk) => [talk, []]))
  const drained = Promise.withResolvers<void>()
  let unanswered = 0
  let stopped = false
  const ask = (talk: Talk, backlog: number[]): void => {
    const answered = (): void => {
      measurement.answered(backlog.shift()!)
      unanswered -= 1
      if (backlog.length > 0) return ask(talk, backlog)
      if (stopped && unanswered === 0) drained.resolve()
    }
    talk.ask(answered, () => measurement.begun(backlog[0]!))
  }
  const startPacing = kind === 'paced' ? startPacer : startDrip
  const stopPacing = startPacing(perSecond, (index, due) => {
    const talk = talks[index % talks.length]!
    const backlog = backlogs.get(talk)!
    unanswered += 1
    backlog.push(due)
    if (!talk.waiting) ask(talk, backlog)
  })
  return {
    stop: async () => {
      stopPacing()
      stopped = true
      if (unanswered > 0) await drained.promise
    },
  }
}
