import { Learner } from './learner.ts'
import type { Entry } from './transcript.ts'
import { within } from './within.ts'

/**
 * Reads a session from its first event to its present last one, as somebody who has never seen it.
 *
 * @param fault told of gaps and everything else that a replay must not have
 */
export async function readHistory(
  origin: string,
  clientId: string,
  fault: (what: string) => void,
): Promise<readonly Entry[]> {
  const complete = Promise.withResolvers<void>()
  let head = Infinity
  const reach = (): void => {
    if (reader.transcript.position.seq >= head) complete.resolve()
  }
  using reader = new Learner({ origin, clientId, fault, hear: reach })
  head = (await within(reader.greeted(), () => `${clientId} was not greeted`)).seq
  reach()
  await within(complete.promise, () => `${clientId} has read to ${reader.transcript.position.seq} of ${head}`)
  return reader.transcript.entries
}
