import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { lowerGlibcNeed } from './lower-glibc-need.ts'

/**
 * Loads a copy of uWebSockets.js' binary that runs on glibc 2.36 and leaves it in the module cache in the place of the
 * published one, where uWebSockets.js' own code finds it. The copy lives in a folder of its own that nobody else may
 * enter, and only while it is being loaded.
 *
 * @param require the function that uWebSockets.js will be required with
 * @throws UnknownBinaryError, or the loader's error
 */
export function loadAdaptedBinary(require: NodeJS.Require): void {
  const published = publishedBinary(require)
  const folder = mkdtempSync(join(tmpdir(), 'tutor-uws-'))
  try {
    const copy = join(folder, basename(published))
    const bytes = readFileSync(published)
    lowerGlibcNeed(bytes)
    writeFileSync(copy, bytes, { mode: 0o600 })
    require(copy)
    require.cache[published] = require.cache[copy]
    delete require.cache[copy]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Named the way uWebSockets.js names it, the Node ABI last. */
function publishedBinary(require: NodeJS.Require): string {
  const { platform, arch, versions } = process
  return join(dirname(require.resolve('uWebSockets.js')), `uws_${platform}_${arch}_${versions.modules}.node`)
}
