import { exitCodes, type ExitCode } from './exit-codes.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** Whatever has no entry here is a plain failure. */
const exitCodeOf: Readonly<Record<string, ExitCode>> = {
  usage: exitCodes.usage,
  connect_failed: exitCodes.cannotConnect,
  interrupted: exitCodes.interrupted,
}

/** Writes an error as one line, `tutor: code: message`, and says what the process exits with. */
export function report(terminal: Terminal, error: unknown): ExitCode {
  const { code, message } = terminal.interrupted.aborted ? interrupted : describe(error)
  terminal.errors.write(printable(`tutor: ${code}: ${message}\n`))
  return exitCodeOf[code] ?? exitCodes.failed
}

const interrupted = { code: 'interrupted', message: 'You stopped it.' }

/** All errors of ours have a code, of whatever package they are. */
function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) }
  return { code: 'code' in error ? String(error.code) : 'unexpected', message: error.message }
}
