import { TutorConnection, type Conversation, type ConversationListener } from '@tutor/client'
import { openModel } from '@tutor/models'
import { errorTable, parseClientId } from '@tutor/protocol'
import { chooseModel, type Variables } from './choose-model.ts'
import type { Tutor } from './command-line.ts'
import { UsageError } from './usage-error.ts'

interface OpenOptions {
  /** Hears everything from the hello on. */
  readonly listener: ConversationListener | undefined
  /** Told of errors that are bugs of a session in this process. */
  readonly fault: (error: unknown) => void
  /** Gives up connecting. */
  readonly signal: AbortSignal
}

/** @throws UsageError, ConnectionError `connect_failed`, the signal's reason */
export async function openConversation(
  tutor: Tutor,
  environment: Variables,
  { listener, fault, signal }: OpenOptions,
): Promise<Conversation> {
  if (tutor.at === 'gateway') return TutorConnection.open(tutor.url, { signal, ...(listener && { listener }) })
  if (parseClientId(encodeURIComponent(tutor.clientId)) === undefined) {
    throw new UsageError(errorTable.client_id_invalid.message)
  }
  const model = await openModel(chooseModel(tutor.model, environment))
  // Loaded only where it is used: agents, MCP and documents are most of the start.
  const { SessionConversation } = await import('./session-conversation.ts')
  const session = { clientId: tutor.clientId, epoch: 1, model, agent: 'tutor', fault } as const
  return new SessionConversation(session, listener)
}
