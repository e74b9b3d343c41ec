import { expect, test } from 'vitest'
import { docPathProblems } from '../gates/doc-paths.ts'
import { errorsPage, errorsPageProblems } from '../gates/errors-page.ts'
import { hygieneProblems } from '../gates/hygiene.ts'
import { temporaryTree } from './temporary-tree.ts'

test('paths that documents name have to exist', () => {
  const root = temporaryTree({
    'README.md': '[a](docs/a.md#part) [b](docs/b.md) [c](https://example.org/c) [d](#d) `apps/x` `apps/y/z.ts` `apps/*`',
    'docs/a.md': '[back](../README.md) [out](out.md) `README.md`',
    'apps/x/SPEC.md': 'See `docs/a.md:12` and `packages/none/`.',
  })
  expect(docPathProblems(root)).toEqual([
    'README.md: there is no docs/b.md',
    'README.md: there is no apps/y/z.ts',
    'apps/x/SPEC.md: there is no packages/none/',
    'docs/a.md: there is no out.md',
  ])
})

test('no file may name a path of one machine, a registry or a download address', () => {
  const host = ['registry', 'example', 'org'].join('.')
  const root = temporaryTree({
    'a.ts': `const a = '${['', 'work', 'main'].join('/')}'`,
    'b.md': `Set it to ${host}.`,
    'pnpm-lock.yaml': '  x@1:\n    tarball: https://example.org/x.tgz\n',
    'fine.ts': `import x from './work/main.ts'; const y = new URL('http://example.org/root/')`,
    'node_modules/x/index.js': `'${host}'`,
  })
  expect(hygieneProblems(root).map((problem) => problem.split(':')[0])).toEqual(['a.ts', 'b.md', 'pnpm-lock.yaml'])
})

test('the page of errors has to be the table', () => {
  const table = { gone: { status: 404, retryable: false, message: 'It is gone | for good.' } }
  expect(errorsPage(table)).toContain('| `gone` | 404 |  | no | It is gone \\| for good. |\n')
  expect(errorsPageProblems(temporaryTree({ 'docs/errors.md': errorsPage(table) }), table)).toEqual([])
  expect(errorsPageProblems(temporaryTree({ 'docs/errors.md': errorsPage({}) }), table)).toHaveLength(1)
})
