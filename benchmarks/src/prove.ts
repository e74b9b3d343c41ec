import { randomInt } from 'node:crypto'
import { UsageError } from './command-line.ts'
import { Findings, type Proof } from './proof.ts'
import { proofs } from './proofs.ts'
import { parseProveCommand } from './prove-command.ts'
import { Random } from './proving/random.ts'

// Ends in the middle of a proof; the servers end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.error(`prove: Stopped by ${signal}.`)
    process.exit(1)
  })
}

try {
  await main(process.argv.slice(2))
} catch (failure) {
  console.error(`prove: ${failure instanceof Error ? failure.message : String(failure)}`)
  process.exitCode = failure instanceof UsageError ? 2 : 1
}

async function main(args: readonly string[]): Promise<void> {
  const command = parseProveCommand(args, proofs)
  if (command.kind === 'help') return console.log(command.text)
  const seed = command.seed ?? randomInt(2 ** 32)
  for (const proof of command.proofs) {
    const holds = await prove(proof, command.runs ?? proof.runs, seed)
    if (!holds) process.exitCode = 1
  }
}

async function prove(proof: Proof, runs: number, seed: number): Promise<boolean> {
  const findings = new Findings()
  const progress = (line: string): void => console.error(line)
  progress(`${proof.id}: ${proof.summary} ${runs} runs, seed ${seed}.`)
  const begun = performance.now()
  try {
    await proof.prove({ runs, random: new Random(seed), findings, progress })
  } catch (error) {
    findings.isWrong(error instanceof Error ? error.message : String(error))
  }
  const { lost, duplicated, checked, faults, holds } = findings
  for (const fault of faults) console.log(`${proof.id}: ${fault}`)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const figures = `runs=${runs} lost=${lost} duplicated=${duplicated} checked=${checked} seconds=${seconds} seed=${seed}`
  console.log(`${holds ? 'PROVED' : 'FAILED'} ${proof.id} ${figures}`)
  return holds
}
