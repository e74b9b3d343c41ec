import type { Gateway } from './gateway.ts'

/** Time for an orderly end, in ms; after it the process ends anyway. */
const patience = 10_000

/** Ends the process in order at SIGTERM or SIGINT; at once when the signal comes again. */
export function stopOnSignal(gateway: Gateway): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1)
    stopping = true
    console.log(`${signal}: stopping`)
    setTimeout(() => process.exit(1), patience).unref()
    void gateway.close().then(() => process.exit(0), () => process.exit(1))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
