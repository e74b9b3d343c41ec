import type { ComebackResult } from './comeback.ts'
import type { CrowdPlan } from './crowd-plan.ts'
import type { DrivePlan } from './drive.ts'
import type { LoadFailureCode } from './load-failure.ts'
import type { DriveResult } from './measurement.ts'
import type { NeighbourhoodResult } from './neighbourhood.ts'
import type { NeighbourhoodPlan } from './neighbourhood-plan.ts'
import type { Sabotage } from './sabotage.ts'

/** What the load client's process is told, one at a time. */
export type LoadCommand =
  | { readonly kind: 'open'; readonly plan: CrowdPlan }
  | { readonly kind: 'ask-each' }
  | { readonly kind: 'ping-each' }
  | { readonly kind: 'drive'; readonly plan: DrivePlan }
  | { readonly kind: 'come-back'; readonly sabotage: Sabotage }
  | { readonly kind: 'disturb'; readonly plan: NeighbourhoodPlan }
  | { readonly kind: 'close' }

/** Its one answer to each. */
export type LoadReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'driven'; readonly result: DriveResult }
  | { readonly kind: 'came-back'; readonly result: ComebackResult }
  | { readonly kind: 'disturbed'; readonly result: NeighbourhoodResult }
  | { readonly kind: 'failed'; readonly code: LoadFailureCode; readonly message: string }
