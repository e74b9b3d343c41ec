import { parentPort, workerData } from 'node:worker_threads'
import type { CodeTask } from './code-runner.ts'
import type { CodeAnswer } from './code-thread.ts'
import { runInQuickJs } from './run-in-quickjs.ts'

parentPort?.on('message', (task: CodeTask) => {
  void runInQuickJs(task, workerData as number).then(
    (results) => answer({ results }),
    (error: unknown) => answer({ failure: String(error) }),
  )
})

function answer(message: CodeAnswer): void {
  parentPort?.postMessage(message)
}
