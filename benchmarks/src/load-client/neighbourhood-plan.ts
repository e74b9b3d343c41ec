import { requireWithin } from './crowd-plan.ts'

export interface NeighbourhoodPlan {
  /** `ws://127.0.0.1:8080/ws/` of a gateway with two session threads and nobody else on them. */
  readonly address: string
  /** What the offender says, to an agent that then does harm. `undefined`: it says nothing. */
  readonly offence: string | undefined
  /** Quiet sessions on the offender's thread, and as many on the other one. */
  readonly sessions: number
  /** Requests a second of either half, all its sessions together. */
  readonly perSecond: number
  /** Length of the time before any phase, in which is loaded and compiled what is used for the first time. */
  readonly warmUpSeconds: number
  /** Length of the phases before and after. */
  readonly quietSeconds: number
  /** Length of the phase that begins with the offence. */
  readonly seconds: number
}

/** @throws LoadFailure `plan_out_of_bounds` */
export function checkNeighbourhoodPlan({ sessions, perSecond, ...phases }: NeighbourhoodPlan): void {
  requireWithin('connections', 2 * sessions)
  requireWithin('rate', perSecond)
  requireWithin('warmUpSeconds', phases.warmUpSeconds)
  requireWithin('seconds', phases.quietSeconds)
  requireWithin('seconds', phases.seconds)
}
