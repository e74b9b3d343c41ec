import { buildPdf, buildPdfBomb, sampleLesson, type BombPacking } from '@tutor/testkit'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { ReaderPool } from '../src/reading/reader-pool.ts'
import type { ReadingBounds } from '../src/reading/reading-bounds.ts'

const lesson = { id: 'lesson', name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) }
const never = new AbortController().signal

/** One reader thread at most. */
function open(bounds: Partial<ReadingBounds> = {}): ReaderPool {
  const pool = new ReaderPool({ threads: 1, bounds })
  onTestFinished(() => pool.close())
  return pool
}

function pdf(objects: readonly string[]): Uint8Array {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
  return Buffer.from(`%PDF-1.7\n${body}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n0\n%%EOF`)
}

/** Threads of this process that let others go first. */
function niceThreads(): number {
  // The 19th field of proc_pid_stat(5), counted behind the name in parentheses.
  const nice = (thread: string): number => Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]!.split(' ')[16])
  return readdirSync('/proc/self/task').filter((thread) => nice(thread) > 0).length
}

const catalog = '<< /Type /Catalog /Pages 2 0 R >>'

test('a document is read as in the session\'s own thread, and the threads are used again', async () => {
  const pool = open()
  const first = await pool.read(lesson, never)
  const again = await pool.read(lesson, never)
  expect(first.summary).toEqual({ id: 'lesson', name: 'lesson.pdf', kind: 'pdf', bytes: lesson.bytes.length, places: 4 })
  expect(again).toEqual(first)
})

test.runIf(process.platform === 'linux')('the threads of sessions go before the one that reads', async () => {
  const before = niceThreads()
  await open().read(lesson, never)
  expect(niceThreads() - before).toBe(1)
})

test('an error keeps its code on the way between the threads', async () => {
  const broken = { id: 'broken', name: 'broken.pdf', bytes: Buffer.from('%PDF-1.7 and then nothing') }
  await expect(open().read(broken, never)).rejects.toMatchObject({ code: 'document_unreadable' })
})

test.for(['deflate', 'run-length'] as const)('S11 WIRE-91 a %s bomb of a few KB ends its reader alone, and the next document is read', async (packing: BombPacking) => {
  const bomb = { id: 'bomb', name: 'bomb.pdf', bytes: buildPdfBomb(packing, 96) }
  expect(bomb.bytes.length).toBeLessThan(32_768)
  const pool = open({ bufferBytes: 32 * 1024 * 1024 })
  const [blown, read] = await Promise.allSettled([pool.read(bomb, never), pool.read(lesson, never)])
  expect(blown).toMatchObject({ status: 'rejected', reason: { code: 'document_unreadable' } })
  expect((blown as PromiseRejectedResult).reason).toHaveProperty('message', expect.stringContaining('memory'))
  expect(read).toMatchObject({ status: 'fulfilled', value: { summary: { id: 'lesson' } } })
})

test('S11 WIRE-91 a document that outlasts its time is given up with its thread', async () => {
  const pool = open({ timeMs: 1 })
  const given = pool.read(lesson, never)
  await expect(given).rejects.toMatchObject({ code: 'document_unreadable', message: expect.stringContaining('longer than') as string })
})

test.for([
  ['a tree of pages that is its own child', [catalog, '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']],
  ['more pages announced than there could be', [catalog, '<< /Type /Pages /Kids [] /Count 2000000000 >>']],
  ['a catalog that refers to itself', ['1 0 R', '2 0 R']],
  ['arrays nested without end', [catalog, `<< /Type /Pages /Kids ${'['.repeat(100_000)}`]],
  ['a stream that is as long as itself', [catalog, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>', '<< /Length 4 0 R >>\nstream\nx\nendstream']],
  ['a cross-reference stream of two thousand million entries', ['<< /Type /XRef /Size 2000000000 /W [1 4 1] /Index [0 2000000000] /Root 1 0 R /Length 0 >>\nstream\nendstream']],
] as const)('S11 %s gets a named error in time', async ([, objects]) => {
  const hostile = { id: 'hostile', name: 'hostile.pdf', bytes: pdf(objects) }
  const pool = open({ timeMs: 20_000 })
  const error: unknown = await pool.read(hostile, never).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: expect.stringMatching(/^document_/) as string })
  expect((await pool.read(lesson, never)).summary.id).toBe('lesson')
})

test('WIRE-92 a document that finds too many waiting is refused, and may come again', async () => {
  const pool = open({ waiting: 1 })
  const reading = [pool.read(lesson, never), pool.read(lesson, never)]
  await expect(pool.read(lesson, never)).rejects.toMatchObject({ code: 'upload_limit' })
  await Promise.all(reading)
  await expect(pool.read(lesson, never)).resolves.toBeDefined()
})

test('a document that nobody wants any more makes room, whether it waits or is read', async () => {
  const pool = open({ waiting: 1 })
  const leaving = [new AbortController(), new AbortController()]
  const left = leaving.map(({ signal }) => pool.read({ ...lesson, bytes: buildPdfBomb('run-length', 4096) }, signal))
  const ends = Promise.allSettled(left)
  leaving[1]!.abort()
  const next = pool.read(lesson, never)
  leaving[0]!.abort()
  expect(await ends).toMatchObject([{ reason: { name: 'AbortError' } }, { reason: { name: 'AbortError' } }])
  expect((await next).summary.id).toBe('lesson')
})
