import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { temporaryTree } from './temporary-tree.ts'

const check = join(import.meta.dirname, '..', 'check.ts')
/** It is for everything that runs under `npm test`. */
const hasPnpm = spawnSync('pnpm', ['--version']).status === 0

const project = {
  'package.json': JSON.stringify({
    name: 'project',
    packageManager: 'pnpm@12.21.0',
    scripts: { gates: 'turbo run good bad --continue=always', good: 'echo fine', bad: 'echo broken && exit 3' },
  }),
  'pnpm-workspace.yaml': 'packages: [packages/*]\npmOnFail: ignore\nverifyDepsBeforeRun: false\n',
  '.gitignore': 'node_modules\n',
  'packages/a/package.json': '{ "name": "a" }',
  'turbo.json': '{ "tasks": { "//#good": { "cache": false }, "//#bad": { "cache": false } } }',
  'a.test.js': `
    import { expect, test } from 'vitest'
    test('good', () => {})
    test('bad', () => expect(1).toBe(2))
    test.skip('skipped', () => {})
  `,
}

async function run(files: Readonly<Record<string, string>>): Promise<{ code: number; lines: string[] }> {
  const root = temporaryTree(files)
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(root, 'node_modules'))
  const child = spawn(process.execPath, [check], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { code, lines: output.trimEnd().split('\n') }
}

test.skipIf(!hasPnpm)('gates and tests are counted together, and what failed is shown', { timeout: 60_000 }, async () => {
  const { code, lines } = await run(project)
  expect(lines.at(-1)).toBe('2 passed, 2 failed, 1 skipped')
  expect(lines).toEqual(expect.arrayContaining([expect.stringContaining('✓ gate good'), expect.stringContaining('✗ gate bad'), 'broken']))
  expect(code).toBe(1)
})

test.skipIf(!hasPnpm)('a test file that does not load and gates that do not start are failures', { timeout: 60_000 }, async () => {
  const { code, lines } = await run({ ...project, 'turbo.json': '{', 'a.test.js': `import './nothing.js'` })
  expect(lines.at(-1)).toBe('0 passed, 2 failed, 0 skipped')
  expect(code).toBe(1)
})

test.skipIf(!hasPnpm)('where all is well the exit code is 0', { timeout: 60_000 }, async () => {
  const { code, lines } = await run({
    ...project,
    'package.json': project['package.json'].replace('exit 3', 'exit 0'),
    'a.test.js': `import { test } from 'vitest'\ntest('good', () => {})\n`,
  })
  expect(lines.at(-1)).toBe('3 passed, 0 failed, 0 skipped')
  expect(code).toBe(0)
})

const endsItself = (signal: string, when: string): string => `
  import { existsSync, writeFileSync } from 'node:fs'
  import { test } from 'vitest'
  test('good', () => {})
  test('ends its process', async () => {
    if (${when}) return
    writeFileSync('was-here', '')
    process.kill(process.pid, '${signal}')
    await new Promise(() => {})
  })
`

test.skipIf(!hasPnpm).for([
  { signal: 'SIGTRAP', when: `existsSync('was-here')`, last: '4 passed, 0 failed, 0 skipped', code: 0 },
  { signal: 'SIGTRAP', when: 'false', last: /^\d passed, [1-9] failed, 0 skipped$/, code: 1 },
  { signal: 'SIGSEGV', when: `existsSync('was-here')`, last: /^\d passed, [1-9] failed, 0 skipped$/, code: 1 },
])('a file in which V8 ends the process ($signal) is run once more, and nothing else is ($when)', { timeout: 60_000 }, async ({ signal, when, last, code }) => {
  const outcome = await run({
    ...project,
    'package.json': project['package.json'].replace('exit 3', 'exit 0'),
    'a.test.js': endsItself(signal, when),
  })
  expect(outcome.lines.at(-1)).toMatch(last)
  expect(outcome.code).toBe(code)
  expect(outcome.lines.some((line) => line.includes('run again, once'))).toBe(signal === 'SIGTRAP')
})
