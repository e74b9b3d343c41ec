import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Total } from './total.ts'

/** The part we read of the summary that turbo writes of a run. */
interface Summary {
  readonly tasks: readonly GateRun[]
}

interface GateRun {
  readonly task: string
  /** Absent where turbo never started it. Times in milliseconds. */
  readonly execution?: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null }
}

/** Where turbo, run in the current folder, keeps its summaries and what the tasks said. */
const folder = '.turbo'

/**
 * Runs every gate, all at once, and shows for each how it ended and when it failed all that it said.
 *
 * @throws Error with turbo's output when turbo itself fails
 */
export async function runGates(): Promise<Total> {
  rmSync(join(folder, 'runs'), { recursive: true, force: true })
  const output = await runTurbo()
  const [summary] = globSync(join(folder, 'runs', '*.json'))
  if (summary === undefined) throw new Error(`turbo left no summary. It said:\n${output}`)
  const { tasks } = JSON.parse(readFileSync(summary, 'utf8')) as Summary
  if (tasks.length === 0) throw new Error(`turbo found no gate. It said:\n${output}`)
  for (const gate of tasks) show(gate)
  const passed = tasks.filter(hasPassed).length
  return { passed, failed: tasks.length - passed, skipped: 0 }
}

async function runTurbo(): Promise<string> {
  const turbo = spawn('pnpm', ['run', 'gates', '--output-logs=errors-only', '--summarize'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(turbo.stdout), text(turbo.stderr)])
  return out + err
}

function show(gate: GateRun): void {
  const { startTime, endTime } = gate.execution ?? { startTime: 0, endTime: 0 }
  const time = `${((endTime - startTime) / 1000).toFixed(1)} s`
  if (hasPassed(gate)) return console.log(` ✓ gate ${gate.task} (${time})`)
  console.log(` ✗ gate ${gate.task} (${time})\n${readFileSync(join(folder, `turbo-${gate.task}.log`), 'utf8')}`)
}

function hasPassed(gate: GateRun): boolean {
  return gate.execution?.exitCode === 0
}
