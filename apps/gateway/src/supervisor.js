// What `npm start` runs: starts the server and starts it again when it dies. Plain JavaScript and nothing but Node, since
// to strip types would cost this process 18 MB for as long as the server runs.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { exitCodes } from './exit-codes.js'
import { RestartDelay } from './restart-delay.js'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const server = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Time that the server takes for its orderly end before it gives up, in ms; it says how much when it is ready. */
let endsWithinMs = 10_000

/** So much later it is ended by force, in ms. */
const patience = 1_000

const restartDelay = new RestartDelay()

/** The one its clients know, once the server was ready: with PORT=0 it would have another after a restart. */
let port = process.env['PORT']

/** A server that has never been ready would hardly be better the next time. */
let everReady = false

/**
 * @type {{ status: 'starting' | 'ready' | 'stopping', child: ChildProcess } | { status: 'dead' }}
 */
let state = { status: 'dead' }

function start() {
  const begin = performance.now()
  const child = fork(server, { execArgv: [], env: { ...process.env, PORT: port } })
  state = { status: 'starting', child }
  child.on('message', (/** @type {{ port: number, endsWithinMs: number }} */ message) => {
    port = String(message.port)
    endsWithinMs = message.endsWithinMs
    everReady = true
    if (state.status === 'starting') state = { status: 'ready', child }
  })
  child.on('exit', (code, signal) => ended({ code, signal, livedMs: performance.now() - begin }))
  child.on('error', (error) => {
    if (child.pid === undefined) ended({ code: null, signal: null, livedMs: 0, reason: error.message })
  })
}

/** @param {{ code: number | null, signal: string | null, livedMs: number, reason?: string }} end */
function ended({ livedMs, ...end }) {
  const onPurpose = state.status === 'stopping' || end.code === exitCodes.stopped || end.code === exitCodes.operatorError
  if (onPurpose || !everReady) process.exit(end.code ?? 1)
  state = { status: 'dead' }
  const delayMs = restartDelay.next(livedMs)
  const line = { level: 50, time: Date.now(), pid: process.pid, ...end, delayMs, msg: 'the server died and is started again' }
  console.error(JSON.stringify(line))
  setTimeout(start, delayMs)
}

/**
 * The server stops when its channel to this process closes, and so it does when this process dies. Not by a signal:
 * a terminal or a service manager may have sent it one already, and a second means at once.
 */
function stop() {
  switch (state.status) {
    case 'dead':
      return process.exit(exitCodes.stopped)
    case 'stopping':
      return state.child.kill('SIGKILL')
    default: {
      const { child } = state
      state = { status: 'stopping', child }
      if (child.connected) child.disconnect()
      setTimeout(() => child.kill('SIGKILL'), endsWithinMs + patience)
    }
  }
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('SIGUSR2', (signal) => {
  // A server that is still starting would die of it.
  if (state.status === 'ready') state.child.kill(signal)
})
start()
