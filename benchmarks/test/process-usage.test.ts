import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { cpuNanoseconds, residentBytes } from '../src/process-usage.ts'

const burn = 'while (process.cpuUsage().user < 250_000);'
const stay = 'setInterval(() => {}, 1e6);'
const tellParent = "require('node:worker_threads').parentPort.postMessage(0);"
const threadSource = JSON.stringify(`while (process.threadCpuUsage().user < 200_000); ${tellParent} ${stay}`)
const childSource = JSON.stringify(`${burn} console.log('done'); ${stay}`)

it.each([
  ['its main thread', `${burn} console.log('done')`],
  [
    'another thread',
    `new (require('node:worker_threads').Worker)(${threadSource}, { eval: true }).on('message', () => console.log('done'))`,
  ],
  ['a child', `require('node:child_process').spawn(process.execPath, ['-e', ${childSource}], { stdio: 'inherit' })`],
])('counts the CPU time that a process spends in %s', async (_, program) => {
  const child = spawn(process.execPath, ['-e', `${program}; ${stay}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  await once(child.stdout, 'data')
  const seconds = cpuNanoseconds(child.pid!) / 1e9
  const megabytes = residentBytes(child.pid!) / 1e6
  process.kill(-child.pid!, 'SIGKILL')
  await once(child, 'exit')
  expect(seconds).toBeGreaterThan(0.2)
  expect(seconds).toBeLessThan(2)
  expect(megabytes).toBeGreaterThan(10)
})
