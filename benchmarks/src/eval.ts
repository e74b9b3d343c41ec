import { parseArgs } from 'node:util'
import { evaluations } from './evals.ts'
import { isMet, type Evaluation, type Score } from './evals/evaluation.ts'
import { formatTable } from './table.ts'

const usage = `eval [NAME…] [--seed N] [--wrong] [--json]: how well the tutor finds, cites, marks, keeps keys and judges mastery

${evaluations.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

  --wrong   lists the cases that went wrong
`

interface Row extends Score {
  readonly evaluation: string
}

try {
  process.exitCode = await main()
} catch (failure) {
  console.error(`eval: ${failure instanceof Error ? failure.message : String(failure)}`)
  process.exitCode = 2
}

/** @returns 1 where a target is missed */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, wrong: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const rows = await scores(choose(positionals), Number(values.seed))
  console.log(`seed ${values.seed}`)
  console.log(formatTable(tableOf(rows)))
  if (values.wrong) for (const { evaluation, what, wrong = [] } of rows) for (const each of wrong) console.log(`${evaluation}, ${what}: ${each}`)
  if (values.json) console.log(JSON.stringify(rows))
  return rows.every(isMet) ? 0 : 1
}

function choose(names: readonly string[]): readonly Evaluation[] {
  const unknown = names.find((name) => !evaluations.some((each) => each.name === name))
  if (unknown) throw new Error(`There is no evaluation "${unknown}". There are: ${evaluations.map(({ name }) => name).join(', ')}.`)
  return names.length === 0 ? evaluations : evaluations.filter(({ name }) => names.includes(name))
}

async function scores(chosen: readonly Evaluation[], seed: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const evaluation of chosen) {
    console.error(`${evaluation.name} …`)
    const found = await evaluation.run({ seed, progress: (line) => console.error(line) })
    rows.push(...found.map((score) => ({ evaluation: evaluation.name, ...score })))
  }
  return rows
}

function tableOf(rows: readonly Row[]): readonly (readonly string[])[] {
  const head = ['evaluation', 'figure', 'value', 'target', 'cases', '']
  return [head, ...rows.map((row) => [row.evaluation, row.what, row.value.toFixed(3), targetText(row), String(row.cases), isMet(row) ? '' : 'missed'])]
}

function targetText({ target }: Score): string {
  if (!target) return ''
  return 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`
}
