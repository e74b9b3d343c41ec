import { expect, test } from 'vitest'
import { parseClientId } from '../src/index.ts'

test.for([
  ['1', '1'],
  ['anna%40example.org', 'anna@example.org'],
  ['%C3%A4', 'ä'],
  ['x'.repeat(128), 'x'.repeat(128)],
] as const)('WIRE-1 %s names a client', ([segment, id]) => {
  expect(parseClientId(segment)).toBe(id)
})

test.for(['', '%', '%E4', 'a%2Fb', 'a/b', 'a%00', 'a%0Ab', 'a%C2%85b', 'x'.repeat(129)])('WIRE-1 “%s” names no client', (segment) => {
  expect(parseClientId(segment)).toBeUndefined()
})
