import { WebSocketServer } from 'ws'
import { host, port, socketSettings } from './socket-settings.ts'

const server = new WebSocketServer({
  host,
  port,
  perMessageDeflate: false,
  maxPayload: socketSettings.maxPayloadLength,
})
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
server.on('listening', () => console.log(`http://${host}:${port}`))
