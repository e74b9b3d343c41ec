// Runs the pnpm that package.json names, by way of npx, so that nobody has to install it: node scripts/pnpm.js run check
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(import.meta.dirname, '..')

/**
 * @param {readonly string[]} args
 * @param {'inherit' | 2} output where its output goes: where ours goes, or all to standard error
 * @returns {boolean} whether it went well
 */
export function pnpm(args, output) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { status, error } = spawnSync('npx', ['--yes', packageManager, ...args], {
    cwd: root,
    env: { ...process.env, ...placeForDownloads() },
    stdio: ['ignore', output, output],
  })
  if (error) console.error(`npx could not be started (${error.message}). It comes with Node and npm.`)
  return status === 0
}

/** npm and pnpm keep what they download in the home folder; where that cannot be written, it goes into node_modules. */
function placeForDownloads() {
  try {
    accessSync(homedir(), constants.W_OK)
    return {}
  } catch {
    const home = join(root, 'node_modules', '.downloads')
    return { HOME: home, npm_config_cache: join(home, 'npm') }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = pnpm(process.argv.slice(2), 'inherit') ? 0 : 1
}
