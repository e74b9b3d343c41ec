import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

interface Run {
  readonly lines: readonly string[]
  readonly report: {
    readonly rows: readonly { readonly subject: string }[]
    readonly skipped: readonly { readonly subject: string }[]
    readonly targets?: readonly unknown[]
  }
}

/** `bench` with the given words, as a process like anyone starts it. */
async function bench(...args: string[]): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args, '--json'])
  const lines = stdout.trimEnd().split('\n')
  return { lines, report: JSON.parse(lines.at(-1) ?? '') }
}

const positive = expect.toSatisfy((value: unknown) => typeof value === 'number' && value > 0)

it('isolation-tax measures every subject closed and paced in one run', { timeout: 120_000 }, async () => {
  const { report, lines } = await bench(
    'isolation-tax',
    '--warmups',
    '1',
    '--rounds',
    '1',
    '--seconds',
    '0.2',
    '--connections',
    '8',
    '--rate',
    '200',
  )
  const skipped = report.skipped.map(({ subject }) => subject)
  const measured = ['bare-uws', 'ws', 'naive-comlink', 'fastapi', 'ours'].filter(
    (subject) => !skipped.includes(subject),
  )
  expect(skipped).toEqual(skipped.length === 0 ? [] : ['fastapi'])
  expect(report).toEqual({
    scenario: 'isolation-tax',
    control: 'bare-uws',
    rows: [...measured, ...measured.map((subject) => `${subject}-paced`)].map((subject) => ({
      subject,
      cpu_us_per_message: { min: positive, median: positive },
      ratio: subject.startsWith('bare-uws') ? 1 : positive,
      messages_per_s: positive,
      p50_ms: positive,
      p99_ms: positive,
    })),
    skipped: skipped.map((subject) => ({ subject, reason: expect.stringContaining('apt-get install') })),
  })
  expect(lines[0]).toMatch(/^subject +us\/msg min +median +ratio/)
  expect(lines[1]).toMatch(/^bare-uws +[\d.]+ +[\d.]+ +1\.00 /)
})

it('sessions measures what a session costs and finds nothing left of it', { timeout: 120_000 }, async () => {
  const { report } = await bench('sessions', '--sessions', '20', '--parallel', '4', '--still', '0.1')
  const course = { start: positive, open: positive, closed: positive, closed_again: positive }
  const row = (subject: string, count: number | null, heap: unknown): unknown => ({
    subject,
    sessions: 20,
    cpu_ms_per_open: positive,
    cpu_ms: { connect: positive, first_turn: positive },
    rss_kb_per_session: expect.any(Number),
    rss_kb_above_control: expect.any(Number),
    heap_kb_per_session: heap,
    rss_mb: course,
    heap_mb: heap === null ? null : course,
    left: {
      rss_percent: expect.any(Number),
      rss_percent_again: expect.any(Number),
      sessions: count,
      connections: count,
    },
  })
  expect(report).toEqual({
    scenario: 'sessions',
    control: 'bare-uws',
    rows: [row('bare-uws', null, null), row('ours', 0, expect.any(Number))],
    skipped: [],
  })
})

it('durable measures few and many sessions under the same load', { timeout: 120_000 }, async () => {
  const small = ['--warmups', '1', '--rounds', '1', '--seconds', '0.2', '--connections', '8', '--many', '40']
  const { report, lines } = await bench('durable', ...small)
  const skipped = report.skipped.map(({ subject }) => subject)
  const subjects = ['bare-uws', 'fastapi', 'ours-durable', 'ours-durable-many'].filter((each) => !skipped.includes(each))
  const figures = { cpu_us_per_message: { min: positive, median: positive }, messages_per_s: positive, p50_ms: positive, p99_ms: positive }
  expect(report.rows).toEqual(subjects.map((subject) => ({ subject, ratio: subject === 'bare-uws' ? 1 : positive, ...figures })))
  expect(report.targets?.at(-1)).toMatchObject({ what: 'ours-durable-many, CPU against ours-durable', atMost: 1.2 })
  expect(lines.filter((line) => /^(met|missed) /.test(line))).toHaveLength(report.targets?.length ?? 0)
})

it('hibernate puts every session to sleep, pings them all and wakes some', { timeout: 120_000 }, async () => {
  const { report } = await bench('hibernate', '--sessions', '60', '--idle', '200', '--rate', '50', '--seconds', '1', '--still', '0.1')
  const row = { sessions: 60, rss_kb_per_session: expect.any(Number), rss_kb_above_control: expect.any(Number), rss_mb: { before: positive, asleep: positive } }
  const woken = { wakes_per_s: positive, wake_p50_ms: positive, wake_p99_ms: positive }
  expect(report.rows).toEqual([
    { subject: 'bare-uws', ...row, pinged_asleep: null, ...woken },
    { subject: 'ours', ...row, pinged_asleep: 60, ...woken },
  ])
})

it('recover has every session back, on the same socket when only its thread died', { timeout: 120_000 }, async () => {
  const { report } = await bench('recover', '--sessions', '30', '--times', '1')
  const times = { p50: positive, p99: positive, max: positive }
  expect(report.rows).toEqual([
    { subject: 'thread', sessions: 30, greeted_ms: times, answered_ms: times, sockets_closed: 0 },
    { subject: 'process', sessions: 30, greeted_ms: times, answered_ms: times, sockets_closed: 30 },
  ])
})

it('documents tells what questions to a long text cost, and neighbours notice of a PDF', { timeout: 120_000 }, async () => {
  const { report } = await bench('documents', '--pages', '20', '--turns', '10', '--pdf', '5', '--uploads', '2', '--neighbours', '2', '--seconds', '1')
  const row = (subject: string, session_cpu_ms: unknown) => ({ subject, turns: positive, session_cpu_ms, p50_ms: positive, p99_ms: positive })
  const neighbours = ['neighbours-quiet', 'neighbours-beside', 'neighbours-upload'].map((subject) => row(subject, null))
  expect(report.rows).toEqual([row('no-retrieval', positive), row('retrieval', positive), ...neighbours])
})

it('noisy-neighbour tells who sits beside an offender, and that nobody loses anything', { timeout: 120_000 }, async () => {
  const course = ['--warmup', '0.1', '--quiet', '0.5', '--seconds', '1', '--sessions', '3', '--rate', '30']
  const { report, lines } = await bench('noisy-neighbour', '--subjects', 'throw', ...course)
  const figures = { p50_ms: positive, p99_ms: positive }
  const phase = { same_thread: figures, other_thread: figures, gateway_ping: figures }
  const row = {
    phases: { before: phase, during: phase, after: phase },
    back_after_ms: positive,
    others_p99_ratio: positive,
    others_reopened: 0,
    sockets_closed: 0,
    lost: 0,
  }
  expect(report.rows).toEqual([
    { subject: 'none', ...row },
    { subject: 'throw', ...row },
  ])
  expect(lines.slice(1, 7).map((line) => line.match(/before|during|after/)?.[0])).toEqual(['before', 'during', 'after', 'before', 'during', 'after'])
})

it.each([
  [['speed'], 2, 'There is no scenario "speed"'],
  [['sessions', '--sessions', '0'], 2, '--sessions must be a number from 1 to'],
])('bench %j ends with %i and says what is wrong', async (args, code, message) => {
  await expect(bench(...args)).rejects.toMatchObject({ code, stderr: expect.stringContaining(message) })
})
