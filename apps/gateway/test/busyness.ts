import { spawnSync } from 'node:child_process'

/** How much slower than a quiet machine this one is now: how long Node alone takes, in units of 100 ms, at least 1. */
export function busyness(): number {
  const begin = performance.now()
  spawnSync(process.execPath, ['--eval', '0'])
  return Math.max(1, (performance.now() - begin) / 100)
}
