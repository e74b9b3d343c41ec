import { parseArgs } from 'node:util'
import type { NumberOption, Scenario } from './scenario.ts'

export type Command =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run'
      readonly scenario: Scenario
      readonly json: boolean
      readonly numbers: Readonly<Record<string, number>>
      readonly subjects: ReadonlySet<string>
    }

/** What was typed cannot be meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError */
export function parseCommandLine(args: readonly string[], scenarios: readonly Scenario[]): Command {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h') return { kind: 'help', text: describeAll(scenarios) }
  const scenario = scenarios.find((candidate) => candidate.name === name)
  const names = scenarios.map((known) => known.name).join(', ')
  if (scenario === undefined) throw new UsageError(`There is no scenario "${name}". The scenarios are: ${names}.`)
  const values = readOptions(rest, scenario)
  if (values.help === true) return { kind: 'help', text: describe(scenario) }
  return {
    kind: 'run',
    scenario,
    json: values.json === true,
    numbers: readNumbers(scenario, values),
    subjects: readSubjects(scenario, values.subjects),
  }
}

type OptionValues = Readonly<Record<string, string | boolean | undefined>>

function readOptions(args: string[], scenario: Scenario): OptionValues {
  const numbers = Object.keys(scenario.options).map((name) => [name, { type: 'string' }] as const)
  const options = {
    ...Object.fromEntries(numbers),
    subjects: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function readNumbers(scenario: Scenario, values: OptionValues): Record<string, number> {
  const entries = Object.entries(scenario.options)
  return Object.fromEntries(entries.map(([name, option]) => [name, readNumber(name, option, values[name])]))
}

function readNumber(name: string, { fallback, bounds }: NumberOption, typed: OptionValues[string]): number {
  if (typed === undefined) return fallback
  const [least, most] = bounds
  const value = typed === '' ? NaN : Number(typed)
  if (value >= least && value <= most) return value
  throw new UsageError(`--${name} must be a number from ${least} to ${most}, not "${typed}".`)
}

function readSubjects(scenario: Scenario, typed: OptionValues[string]): ReadonlySet<string> {
  if (typeof typed !== 'string') return new Set(scenario.subjects)
  const names = typed.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !scenario.subjects.includes(name))
  if (unknown === undefined) return new Set([scenario.control, ...names])
  throw new UsageError(`There is no subject "${unknown}". The subjects are: ${scenario.subjects.join(', ')}.`)
}

function describeAll(scenarios: readonly Scenario[]): string {
  const lines = scenarios.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`)
  return [
    'Usage: bench <scenario> [--json] [options]',
    '',
    'Scenarios:',
    ...lines,
    '',
    'bench <scenario> --help shows its options.',
  ].join('\n')
}

function describe({ name, summary, subjects, control, options }: Scenario): string {
  const numbers = Object.entries(options).map(
    ([option, { help, fallback }]) => `  ${`--${option} <n>`.padEnd(20)}${help} (${fallback})`,
  )
  return [
    `Usage: bench ${name} [--json] [options]`,
    '',
    summary,
    '',
    ...numbers,
    `  ${'--subjects <a,b>'.padEnd(20)}only these; the control, ${control}, always runs (${subjects.join(',')})`,
    `  ${'--json'.padEnd(20)}the last line is the result as one JSON object`,
    `  ${'--help'.padEnd(20)}this text`,
  ].join('\n')
}
