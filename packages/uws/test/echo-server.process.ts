import { parentPort } from 'node:worker_threads'
import { loadUws } from '../src/index.ts'

// Run as a thread or as a child process: listens on a free port, tells which, and closes when it is sent anything.
const uws = loadUws()
const app = uws.App()
app.get('/', (response) => void response.end('hello'))
app.ws('/*', { message: (socket, message, isBinary) => void socket.send(message, isBinary) })
app.listen('127.0.0.1', 0, (socket) => {
  if (socket === false) throw new Error('no port is free')
  const port = uws.us_socket_local_port(socket)
  if (parentPort === null) process.send?.(port)
  else parentPort.postMessage(port)
})

function close(): void {
  app.close()
  if (parentPort === null) process.disconnect()
  else parentPort.close()
}

// A thread whose uWebSockets.js still listens must not be terminated: Node aborts the whole process.
if (parentPort === null) process.once('message', close)
else parentPort.once('message', close)
