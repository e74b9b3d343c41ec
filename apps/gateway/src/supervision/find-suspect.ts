import type { Pulse } from './pulse.ts'
import type { Fault } from './watchdog.ts'

/**
 * The session that has to answer for a fault of its thread, or 0 where that cannot be told. First the one whose code runs.
 * For memory that is there already, the one that ran long without a pause just now; else, since nothing is known of
 * what runs after a wait, the one whose turn is the only one under way.
 *
 * @param fault `died` of an error of its own, a full heap for example
 */
export function findSuspect(pulse: Pulse, fault: Fault | 'died'): number {
  const took = fault === 'buffers' || fault === 'memory' ? pulse.laboured : 0
  return pulse.running || took || pulse.turn
}
