import type { AgUiEvent, Position, ServerMessage } from '@tutor/protocol'
import type { Store } from '@tutor/storage'
import { ScriptedModel, type ModelReply } from '@tutor/testkit'
import { UserSession, type Attachment, type SessionOptions } from '../src/index.ts'

export interface Watcher {
  readonly attachment: Attachment
  readonly messages: ServerMessage[]
  /** The messages' types; an event's own, a custom event's name. */
  types(): string[]
  /** Waits for a message. */
  until(matches: (message: ServerMessage) => boolean): Promise<ServerMessage>
  ask(runId: string, content: string): void
  resume(position: Position): void
}

export interface TestSession {
  readonly session: UserSession
  readonly model: ScriptedModel
  readonly faults: unknown[]
  readonly failures: unknown[]
  watch(): Watcher
}

/** A session of the client `anna` with a model that follows a script, unless the options say otherwise. */
export async function openSession(store: Store, script: ModelReply[] = [], options: Partial<SessionOptions> = {}): Promise<TestSession> {
  const model = new ScriptedModel(...script)
  const faults: unknown[] = []
  const failures: unknown[] = []
  const session = await UserSession.open({
    clientId: 'anna',
    store,
    model: { language: model, description: { name: 'scripted', languageModel: true, description: 'A scripted model.' } },
    agent: 'tutor',
    fault: (error) => faults.push(error),
    idle: () => {},
    failed: (error) => failures.push(error),
    ...options,
  })
  return { session, model, faults, failures, watch: () => watch(session) }
}

function watch(session: UserSession): Watcher {
  const messages: ServerMessage[] = []
  const waiting = new Set<() => void>()
  const attachment = session.attach({
    receive(told) {
      messages.push(...told)
      for (const wake of waiting) wake()
    },
  })
  return {
    attachment,
    messages,
    types: () => messages.map((message) => (message.type === 'event' ? nameOf(message.event) : message.type)),
    async until(matches) {
      for (let seen = 0; ; seen++) {
        while (seen >= messages.length) await new Promise<void>((resolve) => waiting.add(resolve))
        if (matches(messages[seen]!)) return messages[seen]!
      }
    },
    ask: (runId, content) => attachment.receive({ type: 'run', runId, message: { id: `m-${runId}`, content } }),
    resume: ({ epoch, seq }) => attachment.receive({ type: 'resume', epoch, seq }),
  }
}

export function nameOf(event: AgUiEvent): string {
  return event.type === 'CUSTOM' ? event.name : event.type
}

export function isEvent(name: string): (message: ServerMessage) => boolean {
  return (message) => message.type === 'event' && nameOf(message.event) === name
}
