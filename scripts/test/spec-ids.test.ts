import { expect, test } from 'vitest'
import { specIdProblems } from '../gates/spec-ids.ts'
import { temporaryTree } from './temporary-tree.ts'

const spec = 'packages/x/SPEC.md'
const tests = 'packages/x/test/x.test.ts'

test('ids in lists and tables that tests cite are fine', () => {
  const root = temporaryTree({
    [spec]: '- X-1 One.\n- X-2 Two,\n  as X-9 does not say.\n\n| X-3 | Three. |\n',
    [tests]: `
      describe('X-1 says one', () => { it.each([['a']])('X-2, X-3 says %s', () => { f('X-7 is no title') }) })
    `,
  })
  expect(specIdProblems(root)).toEqual([])
})

test('an id without a test is a problem', () => {
  const root = temporaryTree({ [spec]: '- X-1 One.\n- X-2 Two.\n', [tests]: `test('X-1 says one', () => {})` })
  expect(specIdProblems(root)).toEqual(['packages/x/SPEC.md: no test cites X-2'])
})

test('a test that cites an unknown id is a problem', () => {
  const root = temporaryTree({
    [spec]: '- X-1 One.\n',
    [tests]: `
      test.runIf(here)('X-1 X-4 says one', () => {})
      describe.each([
        ['a'],
      ])('X-5 %s', () => {})
    `,
  })
  expect(specIdProblems(root)).toEqual([`${tests}: no SPEC.md defines X-4`, `${tests}: no SPEC.md defines X-5`])
})

test('an id that two specifications define is a problem', () => {
  const root = temporaryTree({ [spec]: '- X-1 One.\n', 'apps/y/SPEC.md': '- X-1 Other.\n', [tests]: `it("X-1 one", f)` })
  expect(specIdProblems(root)).toEqual([`${spec}: X-1 is defined in apps/y/SPEC.md already`])
})

test('a property is open or cited', () => {
  const root = temporaryTree({
    'docs/properties.md': '| D1 | On disk. | open: issue 3 |\n| I7 | One second. | test |\n| I10 | No other. | test |\n',
    [tests]: `test('I7 rejects', () => {})`,
  })
  expect(specIdProblems(root)).toEqual(['docs/properties.md: no test cites I10'])
})
