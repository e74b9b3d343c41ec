import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeProblem } from '../check-node.js'
import { temporaryTree } from './temporary-tree.ts'

const own = 'node_modules/.bin/node'

function projectWith(node: string): string {
  const root = temporaryTree({ [own]: node })
  chmodSync(join(root, own), 0o755)
  return root
}

test('Node 24 is what the project wants', () => {
  expect(nodeProblem(projectWith('#!/bin/sh\necho v24.21.0\n'))).toBeUndefined()
})

test('another Node is named, with the way to the right one', () => {
  const problem = nodeProblem(projectWith('#!/bin/sh\necho v20.20.2\n'))
  expect(problem).toMatch(/Node 24 is missing: .* is v20\.20\.2\./)
  expect(problem).toContain(process.platform === 'linux' ? 'remove node_modules' : 'nodejs.org')
})

test('a Node that was made for another C library does not run, and that is said', () => {
  expect(nodeProblem(projectWith('#!/lib/no-such-loader\n'))).toMatch(/Node 24 is missing: .* does not run here/)
})
