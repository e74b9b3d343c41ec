import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('./faults.process.ts', import.meta.url))
const canary = 'my grandmother’s diary "1944"'

interface Line {
  readonly msg: string
  readonly level: number
  readonly client?: string
  readonly file?: string
  readonly token?: string
  readonly request?: object
  readonly err: { readonly type: string; readonly frames: readonly string[]; readonly code?: string }
}

const { stderr, stdout, status } = spawnSync(process.execPath, [script, canary], { encoding: 'utf8' })
const lines = stderr.trimEnd().split('\n').map((line) => JSON.parse(line) as Line)

test('S12 no error puts what it quotes into the log, in whatever way it does so', () => {
  expect(lines.filter(({ msg }) => msg === 'a fault')).toHaveLength(10)
  expect(stdout + stderr).not.toMatch(/grandmother|1944|etc\//)
})

test('S12 an error is told by its type, its code and where it came up', () => {
  expect(lines[0]?.err).toMatchObject({ type: 'SyntaxError', frames: expect.arrayContaining([expect.stringMatching(/faults\.process\.ts:\d+:\d+/)]) })
  expect(lines.find(({ msg }) => msg === 'a failing disk')?.err).toMatchObject({ type: 'Error', code: 'ENOSPC', errno: -28, syscall: 'write' })
  expect(lines[4]?.err).toMatchObject({ type: 'Error', cause: { type: 'Error', cause: { type: 'string' } } })
})

test('S12 a client is known by a short hash, and a secret is not shown', () => {
  expect(lines.find(({ msg }) => msg === 'a failing disk')?.client).toMatch(/^[\da-f]{12}$/)
  expect(lines.find(({ msg }) => msg === 'a mistake of ours')).toMatchObject({ token: '[secret]', request: { authorization: '[secret]' } })
})

test('S12 a line end in a value is escaped', () => {
  expect(lines.find(({ msg }) => msg === 'a line end')?.file).toBe('a\r\n{"level":60}')
  expect(lines.filter(({ level }) => level === 60)).toHaveLength(1)
})

test('S12 a fault that nobody handles ends the process with one line and 1', () => {
  expect(lines.at(-1)).toMatchObject({ level: 60, msg: 'the server failed', err: { type: 'Error' } })
  expect(status).toBe(1)
})
