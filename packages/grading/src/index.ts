export type { CodeResult, CodeRunner, CodeTask } from './code-runner.ts'
