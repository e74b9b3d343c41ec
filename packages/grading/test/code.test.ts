import { afterAll, describe, expect, it, test } from 'vitest'
import { CodeThread } from '../src/index.ts'
import { isSameData } from '../src/code/same-data.ts'
import { codeItem, markOf } from './items.ts'

const runner = new CodeThread({ timeMs: 100 })
afterAll(() => runner.close())

const double = codeItem('double', [[[2], 4], [[0], 0], [[-1.5], -3]])
const give = codeItem('give', [[[], [1, { a: 'b' }, null]]])

const mark = (answer: string, item = double) => markOf(item, answer, { runner })

describe('an exercise in JavaScript', () => {
  it.each([
    'function double(n) { return 2 * n }',
    'export default function double(n) { return 2 * n }',
    'const double = (n) => n + n',
    '```js\nlet double = function (n) { return n * 2 }\n```',
    'class Helper { static twice(n) { return n * 2 } }\nconst double = Helper.twice',
  ])('GRADE-30 is right when all tests pass: %s', async (code) => {
    expect(await mark(code)).toMatchObject({ verdict: 'right', by: 'code', feedback: 'That is right: all 3 tests pass.' })
  })

  it.each([
    ['function double(n) { return n * n }', 'wrong', '2 of 3 tests pass. The next one, case 3: `double(-1.5)` gave `2.25`, and `-3` was expected.'],
    ['function double(n) { return }', 'wrong', '0 of 3 tests pass. The first one, case 1: `double(2)` gave `undefined`, and `4` was expected.'],
    ['function double(n) {\n  return nn\n}', 'wrong', "`double(2)` ended with `ReferenceError: 'nn' is not defined` in line 2."],
    ['function double(n) { return 2 *', 'wrong', 'SyntaxError'],
    ['function double(n) { throw "no" }', 'wrong', 'Error: no'],
    ['function triple(n) { return 3 * n } // double', 'invalid', 'has a function double'],
    ['twice = (n) => 2 * n', 'invalid', 'has a function double'],
    ['const double = 2', 'invalid', 'has a function double'],
    ['function double(n) { return () => 4 }', 'wrong', 'gave a function, and `4` was expected'],
    ['function double(n) { return 4n }', 'wrong', 'gave a bigint'],
    ['async function double(n) { return 2 * n }', 'wrong', 'gave a promise'],
    ['function* double(n) { yield 2 * n }', 'wrong', 'gave a generator'],
    ['function double(n) { return [n, undefined, NaN, { a: null }] }', 'wrong', 'gave `[2, undefined, NaN, { a: null }]`'],
    ['function double(n) { throw null }', 'wrong', 'null was thrown'],
    ['import fs from "node:fs"\nfunction double(n) { return 2 * n }', 'wrong', 'SyntaxError'],
  ])('GRADE-31 tells of the first test that fails: %s', async (code, verdict, feedback) => {
    expect(await mark(code)).toMatchObject({ verdict, feedback: expect.stringContaining(feedback) })
  })

  it.each([
    ['a loop', 'function double() { while (true) {} }'],
    ['a loop that catches', 'function double() { for (;;) { try { while (true) {} } catch {} } }'],
    ['a loop outside', 'while (true) {} function double() {}'],
    ['a generator', 'function double() { for (const _ of (function* () { for (;;) yield 1 })()) ; }'],
    ['a proxy', 'function double() { return new Proxy({}, { ownKeys() { while (true) {} } }) }'],
    ['a regular expression', 'function double() { return /^(a+)+$/.test("a".repeat(40) + "b") }'],
    ['a sort', 'function double() { return [3, 2, 1].sort(() => { for (;;) ; }) }'],
  ])('GRADE-32 is ended when it takes more than a second: %s', async (_, code) => {
    expect(await mark(code)).toMatchObject({ verdict: 'wrong', feedback: expect.stringContaining('did not end within a second') })
  })

  it.each([
    ['an array', 'function double() { const all = []; for (;;) all.push(new Array(1000).fill(1)) }'],
    ['a text', 'function double() { let text = "x"; for (;;) text += text }'],
    ['a buffer', 'function double() { const all = []; for (;;) all.push(new Uint8Array(1e6)) }'],
    ['a text of a gigabyte', 'function double() { return "x".repeat(1e9) }'],
  ])('GRADE-33 is ended when it takes more memory than there is: %s', async (_, code) => {
    const { verdict, feedback } = await mark(code)
    expect({ verdict, feedback }).toMatchObject({ verdict: 'wrong', feedback: expect.stringMatching(/more memory than there is|string too long|invalid string length|within a second/) })
  })

  it('GRADE-33 recursion without end is an error of the code', async () => {
    expect((await mark('function double(n) { return double(n) + double(n) }')).feedback).toMatch(/stack overflow|RangeError|InternalError/)
  })

  it.each([
    'return (function () { return this })().process',
    'return double.constructor.constructor("return typeof process + typeof require + typeof fetch")()',
    'return typeof globalThis.process + typeof setTimeout + typeof console',
    'return import("node:fs")',
    'return [].constructor.constructor("return this")().WebAssembly',
    'Object.prototype.toJSON = () => 4; return 5',
    'Number.prototype.valueOf = () => 4; Array.isArray = () => true; return { length: 0 }',
    'Object.defineProperty(Object.prototype, "4", { get() { return 4 } }); return 3',
  ])('GRADE-34 reaches nothing, and decides nothing: %s', async (body) => {
    expect((await mark(`function double(n) { ${body} }`)).verdict).toBe('wrong')
  })

  it('GRADE-34 what fails when it is looked at is no result', async () => {
    for (const getter of ['while (true) {}', 'throw 4']) {
      expect((await mark(`function double() { return { get a() { ${getter} } } }`)).feedback).toContain('gave something that fails when it is looked at')
    }
  })

  it('GRADE-34 no test sees what another left behind', async () => {
    expect(await mark('let calls = 0\nfunction double(n) { calls++; return calls > 1 ? "seen" : 2 * n }')).toMatchObject({ verdict: 'right' })
  })

  it('GRADE-35 results are data: arrays, objects, null', async () => {
    expect(await mark('const give = () => [1, Object.assign(Object.create(null), { a: "b" }), null]', give)).toMatchObject({ verdict: 'right' })
    expect(await mark('const give = () => [1, { a: "b" }, undefined]', give)).toMatchObject({ verdict: 'wrong' })
    expect(await mark('const give = () => { const a = [1]; a.push(a); return a }', give)).toMatchObject({ verdict: 'wrong' })
    expect(await mark('const give = () => new Array(1e6).fill(0)', give)).toMatchObject({ verdict: 'wrong', feedback: expect.stringContaining('far too long') })
    expect(await mark('const empty = () => new Map()', codeItem('empty', [[[], {}]]))).toMatchObject({ verdict: 'wrong', feedback: expect.stringContaining('gave a Map') })
    expect(isSameData({ a: 1, b: [NaN, -0, 0.1 + 0.2] }, { b: [NaN, 0, 0.3], a: 1 })).toBe(true)
    expect(isSameData([1, 2], { 0: 1, 1: 2 })).toBe(false)
  })
})

test('GRADE-36 a run ends with its signal, and the next one is run', async () => {
  const stopping = new AbortController()
  const run = markOf(double, 'function double() { while (true) {} }', { runner, signal: stopping.signal })
  stopping.abort(new Error('stopped'))
  await expect(run).rejects.toThrow('stopped')
  expect(await mark('const double = (n) => 2 * n')).toMatchObject({ verdict: 'right' })
})

test('GRADE-36 a run that waits for its turn ends with its signal, before the one that it waits for', async () => {
  const stopping = new AbortController()
  const ended: string[] = []
  const first = mark('function double() { while (true) {} }').finally(() => ended.push('first'))
  const waiting = markOf(double, 'const double = (n) => 2 * n', { runner, signal: stopping.signal }).finally(() => ended.push('waiting'))
  stopping.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
  await first
  expect(ended).toEqual(['waiting', 'first'])
})

test('GRADE-36 a thread that does not answer is ended, and so many may wait', async () => {
  const busy = new CodeThread({ deadlineMs: 100, waiting: 1 })
  const first = markOf(double, 'function double() { while (true) {} }', { runner: busy })
  await expect(markOf(double, 'const double = 1', { runner: busy })).rejects.toMatchObject({ code: 'code_unavailable' })
  expect(await first).toMatchObject({ verdict: 'wrong', feedback: expect.stringContaining('within a second') })
  await busy.close()
})

test('GRADE-36 without anything that runs it, code is not marked', async () => {
  await expect(markOf(double, 'const double = (n) => 2 * n', {})).rejects.toMatchObject({ code: 'code_unavailable' })
})
