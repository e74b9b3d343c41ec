import type { DocumentPart, OutlineEntry } from '@tutor/protocol'
import type { Conversation } from './conversation.ts'
import { askSession } from './session-request.ts'

/** Which part of which document. */
export interface PartOfDocument {
  readonly documentId: string
  /** Of the first character, in UTF-16 code units of the document's text, as in citations. */
  readonly start: number
  /** Most characters; as many as one message carries unless told. */
  readonly length?: number
}

/**
 * Reads a part of a document of the session; again where the connection or the session was lost meanwhile.
 *
 * @throws TutorError `document_unknown`, `document_unreadable`, `read_limit`; the conversation's end; the signal's reason
 */
export async function readDocument(conversation: Conversation, part: PartOfDocument, signal?: AbortSignal): Promise<DocumentPart> {
  return await askSession(conversation, {
    ask: (requestId) => ({ type: 'read', requestId, ...part }),
    read: (message, requestId) => (message.type === 'document_text' && message.requestId === requestId ? message.part : undefined),
    signal,
  })
}

/**
 * Asks for the headings of a document of the session; again where the connection or the session was lost meanwhile.
 *
 * @throws TutorError `document_unknown`, `document_unreadable`, `read_limit`; the conversation's end; the signal's reason
 */
export async function outlineDocument(conversation: Conversation, documentId: string, signal?: AbortSignal): Promise<readonly OutlineEntry[]> {
  return await askSession(conversation, {
    ask: (requestId) => ({ type: 'outline', requestId, documentId }),
    read: (message, requestId) => (message.type === 'document_outline' && message.requestId === requestId ? message.sections : undefined),
    signal,
  })
}
