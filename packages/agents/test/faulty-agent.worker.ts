import { parentPort } from 'node:worker_threads'
import { FaultyAgent } from '../src/index.ts'
import { RecordedTurn } from './orchestrator/recorded-turn.ts'

const agent = new FaultyAgent()

parentPort?.on('message', async (text: string) => {
  const goingOn = setTimeout(() => tell('going on'), 1)
  await agent.answer(new RecordedTurn(text))
  clearTimeout(goingOn)
  tell('done')
  tell(process.memoryUsage().arrayBuffers)
})

function tell(what: unknown): void {
  parentPort?.postMessage(what)
}
