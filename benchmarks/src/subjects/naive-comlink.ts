import { MessageChannel, Worker } from 'node:worker_threads'
import { loadUws } from '@tutor/uws'
import { wrap } from 'comlink'
import type { EchoAgent } from './naive-comlink.worker.ts'
import { host, port, socketSettings } from './socket-settings.ts'

interface Learner {
  open: boolean
}

const { port1, port2 } = new MessageChannel()
const worker = new Worker(new URL('naive-comlink.worker.ts', import.meta.url), {
  workerData: port2,
  transferList: [port2],
})
worker.once('exit', (code) => process.exit(code))
const agent = wrap<EchoAgent>(port1)

loadUws()
  .App()
  .ws<Learner>('/ws/:client_id', {
    ...socketSettings,
    upgrade: (response, request, context) => {
      response.upgrade<Learner>(
        { open: true },
        request.getHeader('sec-websocket-key'),
        request.getHeader('sec-websocket-protocol'),
        request.getHeader('sec-websocket-extensions'),
        context,
      )
    },
    message: async (socket, message) => {
      const learner = socket.getUserData()
      const answer = await agent.answer(Buffer.from(message).toString())
      if (learner.open) socket.send(answer)
    },
    close: (socket) => {
      socket.getUserData().open = false
    },
  })
  .listen(host, port, () => console.log(`http://${host}:${port}`))
