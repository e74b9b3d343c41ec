import { EventType, type AgUiEvent, type AgUiMessage, type CustomEvents } from '@tutor/protocol'

/** The conversation that these events tell: questions and answers, without the halves of answers that were given up. */
export function messagesOf(events: Iterable<AgUiEvent>): AgUiMessage[] {
  const messages = new Map<string, AgUiMessage>()
  for (const event of events) {
    switch (event.type) {
      case EventType.RUN_STARTED:
        for (const message of event.input?.messages ?? []) messages.set(message.id, message)
        break
      case EventType.TEXT_MESSAGE_START:
        messages.set(event.messageId, { id: event.messageId, role: 'assistant', content: '' })
        break
      case EventType.TEXT_MESSAGE_CONTENT:
        append(messages.get(event.messageId), event.delta)
        break
      case EventType.CUSTOM:
        if (event.name === 'tutor.run_restarted') messages.delete((event.value as CustomEvents['tutor.run_restarted']).discarded ?? '')
        break
      default:
    }
  }
  return [...messages.values()]
}

/** Text of a message that began before the first event is left out. */
function append(message: AgUiMessage | undefined, delta: string): void {
  if (message?.role === 'assistant') message.content = (message.content ?? '') + delta
}
