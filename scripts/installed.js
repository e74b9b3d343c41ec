// Whether what is in node_modules is what the project's files ask for. Asking pnpm takes two seconds, this takes 10 ms.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Manifest */

/**
 * True where the last install was of these very manifests, lock file and settings, on this kind of machine, and every
 * package still finds what it depends on.
 *
 * @param {string} root the folder of the project
 */
export function isInstalled(root) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp(root) && linksAreThere(root)
}

/** @param {string} root called before an install, so that one that is cut short is not taken for done */
export function forgetInstall(root) {
  rmSync(stampFile(root), { force: true })
}

/** @param {string} root called after an install that went well */
export function rememberInstall(root) {
  writeFileSync(stampFile(root), stamp(root))
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.installed')
}

/** @param {string} root */
function stamp(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  const settings = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'].map((name) => join(root, name))
  for (const file of [...settings, ...workspace(root).map((folder) => join(folder, 'package.json'))]) {
    hash.update(`\0${file}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} root */
function linksAreThere(root) {
  return workspace(root).every((folder) => {
    /** @type {Manifest} */
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    return names.every((name) => existsSync(join(folder, 'node_modules', name)))
  })
}

/**
 * The folders that pnpm-workspace.yaml names, and the root.
 *
 * @param {string} root
 * @returns {string[]}
 */
function workspace(root) {
  const groups = ['apps', 'packages'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
  const folders = ['.', 'benchmarks', ...groups].map((folder) => join(root, folder))
  return folders.filter((folder) => existsSync(join(folder, 'package.json')))
}
