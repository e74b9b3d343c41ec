import { loadLlamaModel } from './llama-model.ts'
import type { LocalStart, LocalStarted } from './local-messages.ts'
import { LocalServer } from './local-server.ts'

// A process of its own: a fault in native code, or memory that does not suffice, ends no learner's session.
process.once('message', (start: LocalStart) => void serve(start))
process.once('disconnect', () => process.exit())
// Ctrl-C in a terminal reaches all its processes; the one that has started this one ends it.
process.on('SIGINT', () => {})

async function serve({ path, threads, apiKey, port }: LocalStart): Promise<void> {
  try {
    const server = await LocalServer.start(await loadLlamaModel(path, threads), { apiKey, port })
    tell({ started: true, port: server.port })
  } catch (error) {
    tell({ started: false, message: error instanceof Error ? error.message : String(error) })
    process.disconnect()
  }
}

function tell(started: LocalStarted): void {
  process.send?.(started)
}
