import { decodeClientMessage, encodeServerMessage, type ClientMessage, type ServerMessage } from '@tutor/protocol'
import type { Dialect } from './dialect.ts'
import { PublishedEvent } from './published-event.ts'

/** The subprotocol `tutor.v1`: one JSON message a frame, both ways. */
export class NativeDialect implements Dialect {
  read(frame: string): ClientMessage {
    return decodeClientMessage(frame)
  }

  write(message: ServerMessage): string {
    return message instanceof PublishedEvent ? message.frame : encodeServerMessage(message)
  }
}
