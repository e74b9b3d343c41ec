import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryTree } from './temporary-tree.ts'

const config = join(import.meta.dirname, '..', '..', '.oxlintrc.json')

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[]
}

async function lint(root: string): Promise<string[]> {
  const args = ['--type-aware', '--format', 'json', '--config', config]
  const failure = await promisify(execFile)('oxlint', args, { cwd: root }).catch((error: { stdout: string }) => error)
  const { diagnostics } = JSON.parse(failure.stdout) as Report
  return diagnostics.map(({ code, filename }) => `${filename} ${code}`).toSorted()
}

const lines = (count: number): string => 'work()\n'.repeat(count)
const declared = 'declare function work(...numbers: number[]): void\n'

test('the limits on size and shape are enforced', { timeout: 30_000 }, async () => {
  const root = temporaryTree({
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] } }',
    'src/long-file.ts': declared + lines(250),
    'src/long-function.ts': `${declared}export function long(): void {\n${lines(39)}}\n`,
    'src/many-parameters.ts': `${declared}export const many = (a: number, b: number, c: number, d: number) => work(a, b, c, d)\n`,
    'src/deep.ts': `${declared}export function deep(a: boolean): void {\nif (a) { if (a) { if (a) { if (a) work() } } } }\n`,
    'src/anything.ts': 'export const anything = (a: any): unknown => a\n',
    'src/floating.ts': 'export function later(done: () => Promise<void>): void {\n  done()\n}\n',
    'src/left-over.ts': `// ${['TO', 'DO'].join('')} later\nexport const left = 1\n`,
    'test/long.test.ts': `${declared}export function long(): void {\n${lines(100)}}\n`,
  })
  expect(await lint(root)).toEqual([
    'src/anything.ts typescript(no-explicit-any)',
    'src/deep.ts eslint(max-depth)',
    'src/floating.ts typescript(no-floating-promises)',
    'src/left-over.ts eslint(no-warning-comments)',
    'src/long-file.ts eslint(max-lines)',
    'src/long-function.ts eslint(max-lines-per-function)',
    'src/many-parameters.ts eslint(max-params)',
  ])
})
