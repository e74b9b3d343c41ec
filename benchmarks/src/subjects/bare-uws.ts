import { loadUws } from '@tutor/uws'
import { host, port, socketSettings } from './socket-settings.ts'

loadUws()
  .App()
  .ws('/ws/:client_id', {
    ...socketSettings,
    message: (socket, message, isBinary) => {
      socket.send(message, isBinary)
    },
  })
  .listen(host, port, () => console.log(`http://${host}:${port}`))
