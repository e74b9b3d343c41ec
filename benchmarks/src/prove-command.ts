import { parseArgs } from 'node:util'
import { UsageError } from './command-line.ts'
import type { Proof } from './proof.ts'

export type ProveCommand =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'prove'
      readonly proofs: readonly Proof[]
      /** `undefined`: as many as each proof makes by itself. */
      readonly runs: number | undefined
      /** `undefined`: another one each time. */
      readonly seed: number | undefined
    }

const mostRuns = 100_000
const largestSeed = 0xffff_ffff

/** @throws UsageError */
export function parseProveCommand(args: readonly string[], proofs: readonly Proof[]): ProveCommand {
  const { values, positionals } = readArgs(args)
  if (values.help === true || positionals.length === 0) return { kind: 'help', text: describe(proofs) }
  const all = positionals.includes('all')
  const chosen = all ? proofs : positionals.map((id) => find(id, proofs))
  return {
    kind: 'prove',
    proofs: chosen,
    runs: readNumber('runs', values.runs, [1, mostRuns]),
    seed: readNumber('seed', values.seed, [0, largestSeed]),
  }
}

function readArgs(args: readonly string[]) {
  const options = {
    runs: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function find(id: string, proofs: readonly Proof[]): Proof {
  const proof = proofs.find((candidate) => candidate.id === id.toUpperCase())
  if (proof !== undefined) return proof
  const known = proofs.map((each) => each.id).join(', ')
  throw new UsageError(`There is no proof of "${id}". There are proofs of: ${known}.`)
}

function readNumber(
  name: string,
  typed: string | undefined,
  [least, most]: readonly [least: number, most: number],
): number | undefined {
  if (typed === undefined) return undefined
  const value = Number(typed)
  if (/^\d+$/.test(typed) && value >= least && value <= most) return value
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${typed}".`)
}

function describe(proofs: readonly Proof[]): string {
  return [
    'Usage: prove <id…|all> [--runs <n>] [--seed <n>]',
    '',
    'Each kills, cuts, delays or corrupts a real gateway. The last line of each is PROVED or FAILED.',
    '',
    ...proofs.map(({ id, summary, run, runs }) => `  ${id.padEnd(5)}${summary}\n       A run: ${run}. Runs by itself: ${runs}.`),
  ].join('\n')
}
