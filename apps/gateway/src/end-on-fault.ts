import { log } from './log.ts'

/**
 * Ends the process at an error that nobody handles, a rejection included, as Node does: its supervisor starts another
 * one. Node would print the error's text, which may quote what a client sent.
 */
export function endOnFault(): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the server failed')
    process.exit(1)
  })
}
