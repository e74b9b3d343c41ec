import type { ReadStream, WriteStream } from 'node:tty'
import { styleText } from 'node:util'

/** Where the program reads and writes: terminals, pipes or files. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>
  readonly output: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>
  /** For everything that is not the answer itself. */
  readonly errors: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>
  /** Aborts when the user wants to stop. */
  readonly interrupted: AbortSignal
}

/** Tells a person what is going on, in one dim line. Says nothing where no person reads along. */
export function remark(terminal: Terminal, text: string): void {
  if (terminal.errors.isTTY) terminal.errors.write(`${styleText('dim', text, { stream: terminal.errors })}\n`)
}

/** Like {@link remark}, but the next line is written over it. An empty text clears it. */
export function remarkInPassing(terminal: Terminal, text: string): void {
  const startOfClearedLine = '\r\u001B[2K'
  if (terminal.errors.isTTY) {
    terminal.errors.write(startOfClearedLine + styleText('dim', text, { stream: terminal.errors }))
  }
}
