import { EventType } from '@tutor/protocol'
import type { Answered } from '../load-client/neighbourhood.ts'
import { probe } from '../proving/probe.ts'

/** Reads the sessions' histories. @returns how many answers that were shown are not in them */
export async function countLost(origin: string, answered: readonly Answered[]): Promise<number> {
  let lost = 0
  for (const { clientId, answers } of answered) {
    const { entries } = await probe(origin.replace('http', 'ws'), clientId, { epoch: 0, seq: 0 })
    const kept = entries.filter(({ event }) => event.type === EventType.RUN_FINISHED).length
    lost += Math.max(0, answers - kept)
  }
  return lost
}
