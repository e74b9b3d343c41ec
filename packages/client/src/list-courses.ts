import type { CourseOutline } from '@tutor/protocol'
import type { Conversation } from './conversation.ts'
import { askSession } from './session-request.ts'

/**
 * Asks the session which courses there are, with their skills; again where the connection or the session was lost
 * meanwhile. A server that has started anew may have others.
 *
 * @throws TutorError what the session says against it; the conversation's end; the signal's reason
 */
export async function listCourses(conversation: Conversation, signal?: AbortSignal): Promise<readonly CourseOutline[]> {
  return await askSession(conversation, {
    ask: (requestId) => ({ type: 'list_courses', requestId }),
    read: (message, id) => (message.type === 'courses_listed' && message.requestId === id ? message.courses : undefined),
    signal,
  })
}
