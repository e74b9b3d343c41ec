import { limits } from '@tutor/protocol'
import { openFilesLimit } from '../process-usage.ts'
import { shortestCanary } from './canary.ts'
import type { Speech } from './dialogue.ts'
import type { DrivePlan } from './drive.ts'
import { LoadFailure } from './load-failure.ts'

export interface CrowdPlan {
  /** `ws://127.0.0.1:8080/ws/`; the client ids are added to it. */
  readonly address: string
  readonly protocol: 'plain' | 'tutor.v1'
  readonly speech: Speech
  readonly connections: number
  /** How many connections may be opening, or taking their turn in `askEach`, at a time. */
  readonly parallel: number
}

/** What no plan may exceed, so that a mistyped option is no attack on the machine. */
export const loadBounds = {
  connections: [1, 19_000],
  parallel: [1, 1_000],
  bytes: [shortestCanary, limits.messageBytes],
  seconds: [0.05, 60],
  warmUpSeconds: [0, 60],
  rate: [1, 100_000],
} as const satisfies Record<string, readonly [least: number, most: number]>

/** Files the process needs besides its connections. */
const spareFiles = 100

/** @throws LoadFailure `plan_out_of_bounds` or `files_too_few` */
export function checkCrowdPlan({ connections, parallel, speech }: CrowdPlan): void {
  requireWithin('connections', connections)
  requireWithin('parallel', parallel)
  if (speech.kind === 'canary') requireWithin('bytes', speech.bytes)
  const needed = connections + spareFiles
  const allowed = openFilesLimit()
  if (needed <= allowed) return
  throw new LoadFailure(
    'files_too_few',
    `${connections} connections need ${needed} open files, ${allowed} are allowed. Raise it with: ulimit -n ${needed}`,
  )
}

/** @throws LoadFailure `plan_out_of_bounds` */
export function checkDrivePlan({ pace, warmUpSeconds, seconds }: DrivePlan): void {
  requireWithin('seconds', seconds)
  requireWithin('warmUpSeconds', warmUpSeconds)
  if (pace.kind !== 'closed') requireWithin('rate', pace.perSecond)
  else if (pace.asking !== undefined) requireWithin('connections', pace.asking)
}

/** @throws LoadFailure `plan_out_of_bounds` */
export function requireWithin(name: keyof typeof loadBounds, value: number): void {
  const [least, most] = loadBounds[name]
  if (value >= least && value <= most) return
  throw new LoadFailure('plan_out_of_bounds', `${name} must be between ${least} and ${most}, not ${value}.`)
}
