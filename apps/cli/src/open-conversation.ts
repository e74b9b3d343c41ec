import { requestTicket, TutorConnection, type Conversation, type ConversationListener } from '@tutor/client'
import { EmbeddingThread } from '@tutor/embeddings'
import { CodeThread } from '@tutor/grading'
import { ModelStartError, openModel, startModel, type ModelSettings, type StartedModel } from '@tutor/models'
import { errorTable, parseClientId } from '@tutor/protocol'
import { chooseModel, type Variables } from './choose-model.ts'
import type { Tutor } from './command-line.ts'
import { ConnectionRemarks } from './connection-remarks.ts'
import { openCourses } from './open-courses.ts'
import { openStore } from './open-store.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

interface OpenOptions {
  /** Hears everything from the hello on. */
  readonly listener: ConversationListener | undefined
  /** Told of errors that are bugs of a session in this process. */
  readonly fault: (error: unknown) => void
  readonly terminal: Terminal
}

/** @throws UsageError, ConnectionError `connect_failed`, the reason of an interruption */
export async function openConversation(
  tutor: Tutor,
  environment: Variables,
  { listener, fault, terminal }: OpenOptions,
): Promise<Conversation> {
  if (tutor.at === 'gateway') return connect({ ...tutor, token: tutor.token ?? environment['TUTOR_TOKEN'] }, listener, terminal)
  if (parseClientId(encodeURIComponent(tutor.clientId)) === undefined) {
    throw new UsageError(errorTable.client_id_invalid.message)
  }
  const started = await start(chooseModel(tutor.model, environment))
  const model = await openModel(started.settings)
  // Loaded only where it is used: agents, MCP and documents are most of the start.
  const { SessionConversation } = await import('./session-conversation.ts')
  const courses = await openCourses(tutor.courses || environment['COURSES_DIR'] || undefined)
  const store = await openStore(tutor.keeping, environment)
  const session = { clientId: tutor.clientId, model, agent: 'tutor', fault, store, courses, codeRunner: new CodeThread(), ...(await openEmbedder(environment['EMBEDDINGS'])), started } as const
  return SessionConversation.open(session, listener)
}

/** One that tells meanings, where that is asked for. @throws UsageError where it is not installed */
async function openEmbedder(wanted: string | undefined): Promise<{ readonly embedder?: EmbeddingThread }> {
  if (wanted !== 'on') return {}
  return { embedder: await EmbeddingThread.start().catch((cause: Error) => Promise.reject(new UsageError(cause.message, { cause }))) }
}

async function start(settings: ModelSettings): Promise<StartedModel> {
  try {
    return await startModel(settings)
  } catch (cause) {
    throw cause instanceof ModelStartError ? new UsageError(cause.message, { cause }) : cause
  }
}

async function connect(
  { url, waitMs, token }: Extract<Tutor, { at: 'gateway' }>,
  listener: ConversationListener | undefined,
  terminal: Terminal,
): Promise<Conversation> {
  const options = {
    signal: terminal.interrupted,
    giveUpAfterMs: waitMs,
    ...(listener && { listener }),
    ...(token && { ticket: () => requestTicket(url, token) }),
  }
  const connection = await TutorConnection.open(url, options)
  connection.listen(new ConnectionRemarks(terminal))
  return connection
}
