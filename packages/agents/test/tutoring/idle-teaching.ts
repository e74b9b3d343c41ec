import type { Teaching } from '../../src/index.ts'
import { KnownLearner } from './known-learner.ts'

/** What a session shares with its agents while nothing is asked and nothing is marked. */
export function idleTeaching(known = new KnownLearner()): Teaching {
  const none = (): never => {
    throw new Error('nothing is asked')
  }
  return { learner: known.learner, log: known.log, courses: known.courses, now: () => known.now(), items: { keep: none, load: none }, marker: { mark: none, secondOpinion: none, compare: none } }
}
