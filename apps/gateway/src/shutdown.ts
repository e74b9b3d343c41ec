import { exitCodes } from './exit-codes.js'
import type { Gateway } from './gateway.ts'

/** Time for an orderly end, in ms; after it the process ends anyway. */
const patience = 10_000

/** Ends the process in order at SIGTERM or SIGINT, at once when a signal comes again; in order also without its supervisor. */
export function stopOnSignal(gateway: Gateway): void {
  let stopping = false
  let signalled = false
  const stop = (reason: string): void => {
    if (stopping) return
    stopping = true
    console.log(`${reason}: stopping`)
    setTimeout(() => process.exit(1), patience).unref()
    void gateway.close().then(() => process.exit(exitCodes.stopped), () => process.exit(1))
  }
  const stopByName = (signal: NodeJS.Signals): void => {
    if (signalled) process.exit(1)
    signalled = true
    stop(signal)
  }
  const stopAlone = (): void => stop('The supervisor stops or is gone')
  process.on('SIGTERM', stopByName)
  process.on('SIGINT', stopByName)
  process.on('disconnect', stopAlone)
  // It may have left while the server started.
  if (process.send && !process.connected) stopAlone()
}
