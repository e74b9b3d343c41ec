import { parseCommandLine, UsageError } from './command-line.ts'
import { scenarios } from './scenarios.ts'
import { formatTable } from './table.ts'
import { describeTarget } from './target-figure.ts'

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(new Error(`Stopped by ${signal}.`)))
}

try {
  await bench(process.argv.slice(2))
} catch (failure) {
  const cause: unknown = interrupted.signal.aborted ? interrupted.signal.reason : failure
  const message = cause instanceof Error ? cause.message : String(cause)
  console.error(`bench: ${message}`)
  process.exitCode = failure instanceof UsageError ? 2 : 1
}

async function bench(args: readonly string[]): Promise<void> {
  const command = parseCommandLine(args, scenarios)
  if (command.kind === 'help') return console.log(command.text)
  const { scenario, numbers, subjects, json } = command
  const progress = (line: string): void => console.error(line)
  const { report, table } = await scenario.run({ numbers, subjects, signal: interrupted.signal, progress })
  console.log(formatTable(table))
  for (const { subject, reason } of report.skipped) console.log(`skipped ${subject}: ${reason}`)
  for (const target of report.targets ?? []) console.log(describeTarget(target))
  if (json) console.log(JSON.stringify(report))
}
