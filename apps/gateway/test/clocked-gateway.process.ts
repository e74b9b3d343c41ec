import { Clock } from '../src/clock.ts'
import { openGateway } from './test-gateway.ts'

// A gateway in a process of its own, for tests that know a browser's world and not a server's. It tells its address, sets
// its clock forward by the milliseconds it is told, and ends with whoever started it.
const clock = new Clock()
const gateway = await openGateway({ agent: 'tutor', store: 'sqlite', threads: 1, model: { kind: 'embedded' } }, clock)
process.on('message', (ms: number) => {
  clock.setForward(ms)
  process.send!('set')
})
process.on('disconnect', () => void gateway[Symbol.asyncDispose]())
process.send!(gateway.http)
