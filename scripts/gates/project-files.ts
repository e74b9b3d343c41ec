import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the project's folder, with slashes. */
  readonly path: string
  readonly text: string
}

const notOurs: ReadonlySet<string> = new Set(['node_modules', '.git', '.turbo', 'data'])

/** Reads the project's own files whose paths match, without asking git, which a machine need not have. */
export function projectFiles(root: string, pattern: RegExp): ProjectFile[] {
  return globSync('**/*', { cwd: root, withFileTypes: true, exclude: (entry) => notOurs.has(entry.name) })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => pattern.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The folder of the project this file is in. */
export const projectRoot: string = join(import.meta.dirname, '..', '..')
