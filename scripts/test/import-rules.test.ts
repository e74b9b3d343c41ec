import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryTree } from './temporary-tree.ts'

interface Rule {
  readonly name: string
}
const config = join(import.meta.dirname, '..', '..', '.dependency-cruiser.cjs')
const { forbidden } = createRequire(import.meta.url)(config) as { readonly forbidden: readonly Rule[] }

/** The part we read of what dependency-cruiser reports. */
interface Report {
  readonly summary: { readonly violations: readonly { readonly rule: Rule; readonly from: string }[] }
}

/** What breaks each rule: a file, and what it imports. */
const violations: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'protocol-imports-nothing-of-ours': ['packages/protocol/src/a.ts', '../../uws/src/index.ts'],
  'engines-import-only-the-protocol': ['packages/agents/src/a.ts', '../../mcp/src/index.ts'],
  'packages-never-import-apps': ['packages/session/src/a.ts', '../../../apps/gateway/src/index.ts'],
  'apps-never-import-apps': ['apps/cli/src/a.ts', '../../gateway/src/index.ts'],
  'the-page-imports-client-learner-and-protocol': ['apps/web/src/a.ts', '../../../packages/session/src/index.ts'],
  'session-code-runs-in-the-worker-only': ['apps/gateway/src/a.ts', '../../../packages/session/src/index.ts'],
  'session-knows-no-threads': ['packages/session/src/b.ts', 'node:worker_threads'],
  'workers-are-loaded-by-url-only': ['apps/gateway/src/b.ts', './thread/session.worker.ts'],
  'through-the-front-door': ['apps/cli/src/b.ts', '../../../packages/session/src/inner.ts'],
  'benchmarks-use-the-front-door': ['benchmarks/src/a.ts', '../../packages/uws/src/inner.ts'],
  'source-never-imports-tests': ['packages/mcp/src/a.ts', '../test/a.ts'],
  'no-cycles': ['packages/client/src/a.ts', './b.ts'],
  'everything-resolves': ['packages/client/src/c.ts', './nothing.ts'],
  'source-uses-declared-dependencies': ['packages/client/src/d.ts', 'undeclared'],
  'uWebSockets.js-stays-in-its-place': ['apps/gateway/src/c.ts', 'uWebSockets.js'],
  'piscina-stays-in-its-place': ['apps/gateway/src/d.ts', 'piscina'],
  'jose-stays-in-its-place': ['apps/gateway/src/i.ts', 'jose'],
  'pino-stays-in-its-place': ['packages/session/src/d.ts', 'pino'],
  'comlink-stays-in-its-place': ['apps/gateway/src/e.ts', 'comlink'],
  'ai-stays-in-its-place': ['packages/session/src/e.ts', 'ai'],
  '@ai-sdk/anthropic-stays-in-its-place': ['packages/agents/src/g.ts', '@ai-sdk/anthropic'],
  '@ai-sdk/openai-stays-in-its-place': ['packages/agents/src/h.ts', '@ai-sdk/openai'],
  '@ai-sdk/openai-compatible-stays-in-its-place': ['packages/agents/src/b.ts', '@ai-sdk/openai-compatible'],
  '@modelcontextprotocol-stays-in-its-place': ['packages/agents/src/c.ts', '@modelcontextprotocol/server'],
  '@ag-ui/core-stays-in-its-place': ['packages/client/src/e.ts', '@ag-ui/core'],
  '@ag-ui/client-stays-in-its-place': ['packages/client/src/f.ts', '@ag-ui/client'],
  'node:sqlite-stays-in-its-place': ['packages/storage/src/a.ts', 'node:sqlite'],
  'yaml-stays-in-its-place': ['packages/courses/src/y.ts', 'yaml'],
  'fraction.js-stays-in-its-place': ['packages/courses/src/f.ts', 'fraction.js'],
  'quickjs-emscripten-core-stays-in-its-place': ['packages/grading/src/q.ts', 'quickjs-emscripten-core'],
  '@jitl/quickjs-wasmfile-release-sync-stays-in-its-place': ['packages/grading/src/j.ts', '@jitl/quickjs-wasmfile-release-sync'],
  'ts-fsrs-stays-in-its-place': ['packages/learner/src/i.ts', 'ts-fsrs'],
  'unpdf-stays-in-its-place': ['packages/documents/src/a.ts', 'unpdf'],
  'htmlparser2-stays-in-its-place': ['packages/documents/src/h.ts', 'htmlparser2'],
  'react-markdown-stays-in-its-place': ['apps/web/src/m.ts', 'react-markdown'],
  'yauzl-stays-in-its-place': ['packages/documents/src/y.ts', 'yauzl'],
  'mdast-util-from-markdown-stays-in-its-place': ['packages/documents/src/b.ts', 'mdast-util-from-markdown'],
}

const fronts = ['packages/uws', 'packages/mcp', 'packages/session', 'apps/gateway'].map((folder) => [`${folder}/src/index.ts`, ''])
const planted: Readonly<Record<string, string>> = {
  ...Object.fromEntries(fronts),
  ...Object.fromEntries(Object.values(violations).map(([from, to]) => [from, `import '${to}'\n`])),
  'packages/session/src/inner.ts': '',
  'packages/uws/src/inner.ts': '',
  'packages/mcp/test/a.ts': '',
  'packages/client/src/b.ts': `import './a.ts'\n`,
  'packages/client/package.json': '{ "name": "@tutor/client" }',
  'packages/client/node_modules/undeclared/package.json': '{ "name": "undeclared", "main": "index.js" }',
  'packages/client/node_modules/undeclared/index.js': '',
  'apps/gateway/src/thread/session.worker.ts': '',
}

async function violationsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = temporaryTree(files)
  const args = ['--config', config, '--output-type', 'json', 'apps', 'packages', 'benchmarks']
  const { stdout } = await promisify(execFile)('depcruise', args, { cwd: root, maxBuffer: 2 ** 24 })
  const { summary } = JSON.parse(stdout) as Report
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`)
}

test('every import rule has a planted violation', () => {
  expect(Object.keys(violations).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted())
})

test('every import rule finds the violation that is planted for it', { timeout: 30_000 }, async () => {
  const found = await violationsIn(planted)
  expect(found).toEqual(expect.arrayContaining(Object.entries(violations).map(([rule, [from]]) => `${rule} ${from}`)))
})

test('no import rule finds fault with imports that point down', { timeout: 30_000 }, async () => {
  const found = await violationsIn({
    'benchmarks/src/main.ts': '',
    'packages/protocol/src/index.ts': `import { text } from './text.ts'\nexport { text }\n`,
    'packages/protocol/src/text.ts': `export const text = ''\n`,
    'packages/agents/src/index.ts': `export { text } from '../../protocol/src/index.ts'\n`,
    'packages/session/src/index.ts': `export type { Text } from '../../agents/src/index.ts'\nexport const open = 1\n`,
    'apps/gateway/src/main.ts': `import type { Open } from '../../../packages/session/src/index.ts'\nconst open: Open = 1\n`,
    'apps/gateway/src/thread/session.worker.ts': `import { open } from '../../../../packages/session/src/index.ts'\nopen\n`,
  })
  expect(found).toEqual([])
})
