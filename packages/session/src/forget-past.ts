import type { Ownership, Store } from '@tutor/storage'
import type { History } from './history.ts'
import { SessionState } from './session-state.ts'

/** A session as its store knows it. */
export interface KeptSession {
  readonly store: Store
  readonly owner: Ownership
  readonly state: SessionState
  readonly history: History
}

/** Keeps the state for the next owner. Only to be called while the history is settled. @throws TutorError what the store fails with */
export async function saveSnapshot({ store, owner, state, history }: KeptSession): Promise<void> {
  await store.saveSnapshot(owner, { seq: history.kept, version: SessionState.version, body: JSON.stringify(state) })
}

/**
 * Deletes what lies before the learner's last wish to have something forgotten: what they said is in it. What else is known
 * is in the snapshot that is kept first.
 *
 * @throws TutorError what the store fails with; then it is to be done at the next opening
 */
export async function forgetPast(session: KeptSession): Promise<void> {
  const { store, owner, state, history } = session
  if (state.forgottenAt === undefined) return
  // Something may be said while the rest is being kept, and a snapshot must hold nothing that may be lost.
  while (!history.isSettled) await history.settled()
  const upto = state.forgottenAt - 1
  await saveSnapshot(session)
  await store.forget(owner, upto)
}

/** Does what an owner may have left that ended between a wish and its fulfilment. @throws as {@link forgetPast} */
export async function finishForgetting(session: KeptSession): Promise<void> {
  const { store, owner, state } = session
  if (state.forgottenAt === undefined) return
  const [first] = await store.read(owner.sessionId, 0, 1)
  if (first && first.seq + first.count - 1 < state.forgottenAt) await forgetPast(session)
}
