// The whole check, behind `npm test`: every gate, then every test, and one total of both as the last line.
import { runGates } from './run-gates.ts'
import { runTests } from './run-tests.ts'
import { addUp, failedOnce, isGreen, totalLine, type Total } from './total.ts'

async function counted(what: string, run: () => Promise<Total>): Promise<Total> {
  try {
    return await run()
  } catch (error) {
    console.error(`The ${what} could not be run:`, error)
    return failedOnce
  }
}

const total = addUp([await counted('gates', runGates), await counted('tests', runTests)])
console.log(`\n${totalLine(total)}`)
process.exit(isGreen(total) ? 0 : 1)
