import type { Conversation } from './conversation.ts'
import { askSession } from './session-request.ts'

/**
 * Asks the session for all that is known of the learner; again where the connection or the session was lost meanwhile.
 *
 * @returns xAPI 1.0.3 statements, oldest first
 * @throws TutorError what the session says against it; the conversation's end; the signal's reason
 */
export async function exportLearning(conversation: Conversation, signal?: AbortSignal): Promise<readonly object[]> {
  return await askSession(conversation, {
    ask: (requestId) => ({ type: 'export', requestId }),
    read: (message, id) => (message.type === 'exported' && message.requestId === id ? message.statements : undefined),
    signal,
  })
}
