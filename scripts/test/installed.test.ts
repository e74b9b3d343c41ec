import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { forgetInstall, isInstalled, rememberInstall } from '../installed.js'
import { temporaryTree } from './temporary-tree.ts'

let root: string
beforeEach(() => {
  root = temporaryTree({
    'package.json': '{}',
    'pnpm-lock.yaml': 'lockfileVersion: 9',
    'pnpm-workspace.yaml': 'packages: [packages/*]',
    '.npmrc': '',
    'benchmarks/package.json': '{}',
    'apps/a/package.json': '{ "dependencies": { "@x/b": "1" } }',
    'apps/a/node_modules/@x/b/package.json': '{}',
    'packages/b/package.json': '{}',
    'node_modules/.bin/tool': '',
  })
})

test('nothing is installed until an install is remembered', () => {
  expect(isInstalled(root)).toBe(false)
  rememberInstall(root)
  expect(isInstalled(root)).toBe(true)
})

test('an install that was begun and not finished is none', () => {
  rememberInstall(root)
  forgetInstall(root)
  expect(isInstalled(root)).toBe(false)
})

test.each(['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'packages/b/package.json'])(
  'a change of %s asks for another install',
  (file) => {
    rememberInstall(root)
    writeFileSync(join(root, file), '{ "dependencies": {} }')
    expect(isInstalled(root)).toBe(false)
  },
)

test('a new package asks for another install', () => {
  rememberInstall(root)
  mkdirSync(join(root, 'packages/c'))
  writeFileSync(join(root, 'packages/c/package.json'), '{}')
  expect(isInstalled(root)).toBe(false)
})

test.each(['node_modules', 'apps/a/node_modules', 'apps/a/node_modules/@x/b'])('without %s nothing is installed', (folder) => {
  rememberInstall(root)
  rmSync(join(root, folder), { recursive: true })
  expect(isInstalled(root)).toBe(false)
})
