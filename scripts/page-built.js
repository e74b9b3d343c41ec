// Whether the page in apps/web/dist was built from what is there now. Looking takes a few milliseconds, building some seconds.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['apps/web/index.html', 'apps/web/admin.html', 'apps/web/teacher.html', 'apps/web/vite.config.ts', 'apps/web/public', 'apps/web/src', 'packages/client/src', 'packages/learner/src', 'packages/protocol/src', 'pnpm-lock.yaml']

/** @param {string} root the folder of the project */
export function isPageBuilt(root) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp(root)
}

/** @param {string} root called after a build that went well; a build empties the folder, so one that is cut short is not taken for done */
export function rememberPage(root) {
  writeFileSync(stampFile(root), stamp(root))
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'apps', 'web', 'dist', '.built')
}

/** @param {string} root */
function stamp(root) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, root, source)
  return hash.digest('hex')
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} name of a file or a folder in it
 */
function addTo(hash, root, name) {
  const path = join(root, name)
  if (!statSync(path).isDirectory()) return void hash.update(`\0${name}\0`).update(readFileSync(path))
  for (const each of readdirSync(path).toSorted()) addTo(hash, root, `${name}/${each}`)
}
