import { setTimeout as wait } from 'node:timers/promises'
import { Measurement, type DriveResult } from './measurement.ts'
import { startPacer } from './pacer.ts'
import type { Talk } from './talk.ts'

/** Closed: every connection asks again when it has its answer. Paced: so many requests a second, come what may. */
export type Pace = { readonly kind: 'closed' } | { readonly kind: 'paced'; readonly perSecond: number }

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
  const traffic =
    plan.pace.kind === 'closed' ? startClosed(talks, measurement) : startPaced(talks, measurement, plan.pace.perSecond)
  await wait(plan.warmUpSeconds * 1000)
  measurement.begin()
  await wait(plan.seconds * 1000)
  measurement.end()
  await traffic.stop()
  return measurement.result()
}

function startClosed(talks: readonly Talk[], measurement: Measurement): Traffic {
  const drained = Promise.withResolvers<void>()
  let running = talks.length
  let stopped = false
  for (const talk of talks) {
    let due = 0
    const ask = (): void => {
      due = performance.now()
      talk.ask(answered)
    }
    const answered = (): void => {
      measurement.answered(due)
      if (!stopped) return ask()
      running -= 1
      if (running === 0) drained.resolve()
    }
    ask()
  }
  return {
    stop: () => {
      stopped = true
      return drained.promise
    },
  }
}

/** A talk that still waits when its next request is due sends it late; its latency counts from when it was due. */
function startPaced(talks: readonly Talk[], measurement: Measurement, perSecond: number): Traffic {
  const backlogs = new Map<Talk, number[]>(talks.map((talk) => [talk, []]))
  const drained = Promise.withResolvers<void>()
  let unanswered = 0
  let stopped = false
  const ask = (talk: Talk, backlog: number[]): void => {
    talk.ask(() => {
      measurement.answered(backlog.shift()!)
      unanswered -= 1
      if (backlog.length > 0) return ask(talk, backlog)
      if (stopped && unanswered === 0) drained.resolve()
    })
  }
  const stopPacer = startPacer(perSecond, (index, due) => {
    const talk = talks[index % talks.length]!
    const backlog = backlogs.get(talk)!
    unanswered += 1
    backlog.push(due)
    if (!talk.waiting) ask(talk, backlog)
  })
  return {
    stop: async () => {
      stopPacer()
      stopped = true
      if (unanswered > 0) await drained.promise
    },
  }
}
