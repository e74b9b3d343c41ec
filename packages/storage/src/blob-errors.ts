import { TutorError } from '@tutor/protocol'

/** What was put does not have the hash it was put under: its owner is mistaken. */
export function wrongHash(hash: string): TutorError {
  return new TutorError('session_failed', `The bytes put as ${hash} have another hash.`)
}

/** An append keeps a blob that its owner has not put and does not keep already. */
export function unknownBlob(hash: string): TutorError {
  return new TutorError('session_failed', `The session keeps ${hash} without having put it.`)
}
