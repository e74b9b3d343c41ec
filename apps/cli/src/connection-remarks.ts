import type { ConnectionState, ConversationListener } from '@tutor/client'
import { remark, type Terminal } from './terminal.ts'

/** Tells a person that the tutor is away, and that it is back. */
export class ConnectionRemarks implements ConversationListener {
  readonly #terminal: Terminal
  #away = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  onState(state: ConnectionState): void {
    switch (state.kind) {
      case 'offline':
        return this.#leave('The connection is lost. Trying to get it back…')
      case 'stopping':
        return this.#leave('The server is about to be replaced. You can go on.')
      case 'recovering':
        return this.#leave('The tutor has to recover…')
      case 'live':
        if (this.#away) remark(this.#terminal, 'The tutor is back.')
        this.#away = false
    }
  }

  receive(): void {}

  /** Whoever waits for an answer is told why it ended. */
  end(): void {}

  #leave(text: string): void {
    if (!this.#away) remark(this.#terminal, text)
    this.#away = true
  }
}
