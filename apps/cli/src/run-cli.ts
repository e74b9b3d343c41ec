import packageJson from '../package.json' with { type: 'json' }
import type { Variables } from './choose-model.ts'
import { parseCommandLine } from './command-line.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { report } from './failure.ts'
import { helpText } from './help-text.ts'
import type { Terminal } from './terminal.ts'

/** Runs the program from its arguments to its exit code. Never rejects. */
export async function runCli(args: readonly string[], environment: Variables, terminal: Terminal): Promise<ExitCode> {
  try {
    const line = parseCommandLine(args)
    switch (line.command) {
      case 'help':
        terminal.output.write(helpText)
        return exitCodes.ok
      case 'version':
        terminal.output.write(`${packageJson.version}\n`)
        return exitCodes.ok
      case 'forget': {
        const { forget } = await import('./forget.ts')
        return await forget(line, environment, terminal)
      }
      case 'talk': {
        // Loaded only where it is used: everything of weight hangs on it.
        const { talk } = await import('./talk.ts')
        return await talk(line, environment, terminal)
      }
    }
  } catch (error) {
    return report(terminal, error)
  }
}
