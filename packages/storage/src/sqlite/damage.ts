import { TutorError } from '@tutor/protocol'
import { isDamage } from './database-file.ts'

/** `session_damaged`, with the place for the operator who reads it. */
export function damaged(where: string, options?: ErrorOptions): TutorError {
  const detail = `What is stored of this session is damaged (${where}). The operator has to bring it back from a backup.`
  return new TutorError('session_damaged', detail, options)
}

/** Does what reads one session's data; where the database finds it torn, that is that session's damage only. */
export function contained<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw isDamage(thrown) ? damaged('a page of the database', { cause: thrown }) : thrown
  }
}
