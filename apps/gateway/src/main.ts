import { describeModel } from '@tutor/models'
import { keepCompiledCode } from './compile-cache.ts'
import { readConfig, type Config } from './config.ts'
import { stopOnSignal } from './shutdown.ts'

try {
  const config = readConfig(process.env)
  keepCompiledCode(config.dataDir)
  const { startGateway } = await import('./gateway.ts')
  const gateway = await startGateway(config)
  stopOnSignal(gateway)
  announce(config, gateway.port)
} catch (error) {
  console.error(isForOperator(error) ? `Cannot start: ${error.message}` : error)
  process.exit(1)
}

/** Whether the message alone says what to do; anything else is a bug, and its stack is wanted. */
function isForOperator(error: unknown): error is Error {
  return error instanceof Error && ['ConfigError', 'ListenError', 'UwsUnavailableError'].includes(error.name)
}

function announce({ host, agent, model }: Config, port: number): void {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const mode = agent === 'echo' ? 'Echo agent, for load tests.' : describeModel(model).description
  console.log(`Tutor AI is ready at http://${address} (WebSocket ws://${address}/ws/{client_id})`)
  console.log(`Mode: ${agent === 'echo' ? 'echo' : model.kind}. ${mode}`)
}
