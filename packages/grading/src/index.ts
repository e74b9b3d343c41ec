export { checkKey } from './check-key.ts'
export type { CodeResult, CodeRunner, CodeTask } from './code/code-runner.ts'
export { CodeThread } from './code/code-thread.ts'
export { Grading } from './grading.ts'
