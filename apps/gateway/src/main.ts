import { describeModel } from '@tutor/models'
import { join } from 'node:path'
import { backupOnSignal } from './backup-on-signal.ts'
import { keepCompiledCode, saveCompiledCode } from './compile-cache.ts'
import { readConfig, type Config } from './config.ts'
import { endOnFault } from './end-on-fault.ts'
import { exitCodes } from './exit-codes.js'
import { Shutdown } from './shutdown.ts'

/** By name: their classes are in modules that are only loaded once the configuration is right. */
const operatorErrors = new Set(['ConfigError', 'ListenError', 'UwsUnavailableError', 'StoreLockedError', 'StoreTooNewError', 'StoreDamagedError', 'ModelStartError', 'EmbeddingsUnavailable'])

endOnFault()
// What the server writes is the learners': for its own user only, backups included.
process.umask(0o077)
try {
  const shutdown = new Shutdown()
  const config = readConfig(process.env)
  keepCompiledCode(config.dataDir)
  const { startGateway } = await import('./gateway.ts')
  const gateway = await startGateway(config)
  const endsWithinMs = shutdown.serves(gateway, config.drainMs)
  backupOnSignal(gateway.store, config.dataDir)
  announce(config, gateway.port)
  // To the supervisor, where there is one still.
  if (process.connected) process.send?.({ port: gateway.port, endsWithinMs })
  saveCompiledCode()
} catch (error) {
  if (!isForOperator(error)) throw error
  console.error(`Cannot start: ${error.message}`)
  process.exit(exitCodes.operatorError)
}

/** Whether the message alone says what to do; anything else is a bug, and its stack is wanted. */
function isForOperator(error: unknown): error is Error {
  return error instanceof Error && operatorErrors.has(error.name)
}

function announce({ host, agent, model, auth, dataDir }: Config, port: number): void {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const mode = agent === 'tutor' ? describeModel(model).description : `The ${agent} agent, for tests.`
  console.log(`Tutor AI is ready at http://${address} (WebSocket ws://${address}/ws/{client_id})`)
  console.log(`Operators: http://${address}/admin (${auth.kind === 'none' ? `the token is in ${join(dataDir, 'operator-token')}` : 'with a token of the role operator'})`)
  console.log(`Mode: ${agent === 'tutor' ? model.kind : agent}. ${mode}`)
}
