import { LearnerConnection } from './learner-connection.ts'

/** One learner per browser: all its tabs show the same conversation. */
export function openLearner(storage: Storage): LearnerConnection {
  const clientId = storage.getItem('tutor.client') ?? crypto.randomUUID()
  storage.setItem('tutor.client', clientId)
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const learner = new LearnerConnection(`${scheme}//${location.host}/ws/${clientId}`, { clientId, storage })
  learner.open()
  return learner
}
