// Runs before `npm start`, `npm test` and the rest, on whatever Node the machine has (20.11 or later), so it is plain
// JavaScript without a dependency. Installs what the project needs unless that is in place already.
import { join } from 'node:path'
import { nodeProblem } from './check-node.js'
import { forgetInstall, isInstalled, rememberInstall } from './installed.js'
import { isPageBuilt, rememberPage } from './page-built.js'
import { pnpm } from './pnpm.js'

const root = join(import.meta.dirname, '..')

/** @returns {string | undefined} what is wrong, if anything */
function setUp() {
  if (isInstalled(root)) return nodeProblem(root) ?? buildPage()
  forgetInstall(root)
  // The lock file was checked against the registry when it was made: to repeat that takes 15 s. Standard output belongs
  // to the command that follows.
  if (!pnpm(['install', '--trust-lockfile'], 2)) {
    return 'The dependencies could not be installed; the lines above say why. A first start needs the npm registry.'
  }
  const problem = nodeProblem(root)
  if (problem === undefined) rememberInstall(root)
  return problem ?? buildPage()
}

/** @returns {string | undefined} what is wrong, if anything */
function buildPage() {
  if (isPageBuilt(root)) return undefined
  if (!pnpm(['--filter', '@tutor/web', 'run', 'build'], 2)) return 'The page could not be built; the lines above say why.'
  rememberPage(root)
  return undefined
}

const problem = setUp()
if (problem !== undefined) {
  console.error(`\n${problem}`)
  process.exitCode = 1
}
