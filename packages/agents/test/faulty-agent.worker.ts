import { parentPort } from 'node:worker_threads'
import { FaultyAgent } from '../src/index.ts'
import { RecordedTurn } from './recorded-turn.ts'

const agent = new FaultyAgent()

parentPort?.on('message', (text: string) => {
  const turn = new RecordedTurn(text)
  void agent.answer(turn)
  parentPort?.postMessage(turn.answer)
})
