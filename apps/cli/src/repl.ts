import { createInterface, type Interface } from 'node:readline'
import { ConnectionError, type Conversation } from '@tutor/client'
import { EventType, type AgUiEvent, type Citation, type CustomEvents } from '@tutor/protocol'
import { addDocument } from './add-document.ts'
import { ask, type OnEvent } from './ask.ts'
import { exportTo } from './export-to.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { report } from './failure.ts'
import { replHelp } from './help-text.ts'
import { showSource } from './show-source.ts'
import { remark, type Terminal } from './terminal.ts'

/** Talks with a person, line by line, until they leave. */
export class Repl {
  readonly #conversation: Conversation
  readonly #terminal: Terminal
  readonly #onEvent: OnEvent
  readonly #readline: Interface
  readonly #left = Promise.withResolvers<void>()
  /** What Ctrl-C stops. */
  #busy: AbortController | undefined
  #closed = false
  /** Of the last answer that had any. */
  #sources: readonly Citation[] = []

  constructor(conversation: Conversation, terminal: Terminal, onEvent: OnEvent) {
    this.#conversation = conversation
    this.#terminal = terminal
    this.#onEvent = onEvent
    const { input, output, interrupted } = terminal
    this.#readline = createInterface({ input, output, signal: interrupted, prompt: '> ' })
    this.#readline.on('SIGINT', () => this.#interrupt())
    this.#readline.once('close', () => (this.#closed = true))
  }

  /** @throws ConnectionError where the conversation ends before the person leaves; the reason of an interruption */
  async run(): Promise<ExitCode> {
    this.#terminal.output.write(`${this.#conversation.hello.model.description}\nType /help to see what you can do.\n`)
    this.#readline.prompt()
    try {
      for await (const line of this.#readline) {
        if (line.trim() === '/quit') break
        await Promise.race([this.#take(line), this.#left.promise])
        // Ctrl-D or an interruption may have come in the meantime.
        if (!this.#closed) this.#readline.prompt()
      }
    } finally {
      this.#readline.close()
    }
    this.#terminal.interrupted.throwIfAborted()
    return exitCodes.ok
  }

  async #take(line: string): Promise<void> {
    const busy = new AbortController()
    const terminal = { ...this.#terminal, interrupted: AbortSignal.any([busy.signal, this.#terminal.interrupted]) }
    this.#busy = busy
    try {
      await this.#obey(line.trim(), terminal)
    } catch (error) {
      if (error instanceof ConnectionError && error.final) throw error
      report(terminal, error)
    } finally {
      this.#busy = undefined
    }
  }

  async #obey(line: string, terminal: Terminal): Promise<void> {
    if (line === '') return
    const file = /^\/add\s+(.+)$/.exec(line)?.[1]
    if (file) return addDocument(this.#conversation, file, terminal)
    const target = /^\/export\s+(.+)$/.exec(line)?.[1]
    if (target) return exportTo(this.#conversation, target, terminal)
    const mark = /^\/source\s+\[?(\d{1,4})\]?$/.exec(line)?.[1]
    if (mark !== undefined) return this.#showSource(Number(mark), terminal)
    if (line === '/help') terminal.output.write(replHelp)
    const outcome = await ask(this.#conversation, line, { onEvent: (event) => this.#hear(event), signal: terminal.interrupted })
    if (outcome === 'cancelled') remark(terminal, 'Stopped.')
  }

  #hear(event: AgUiEvent): void {
    if (event.type === EventType.CUSTOM && event.name === 'tutor.citations') this.#sources = (event.value as CustomEvents['tutor.citations']).citations
    this.#onEvent(event)
  }

  async #showSource(mark: number, terminal: Terminal): Promise<void> {
    const source = this.#sources.find((each) => each.mark === mark)
    if (source) await showSource(this.#conversation, source, terminal)
    else terminal.output.write(`No answer here has a source [${mark}].\n`)
  }

  /** The first Ctrl-C stops the answer; the next one leaves, even where the answer goes on. */
  #interrupt(): void {
    if (this.#busy && !this.#busy.signal.aborted) return this.#busy.abort()
    this.#readline.close()
    this.#left.resolve()
  }
}
