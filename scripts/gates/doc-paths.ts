import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFiles, type ProjectFile } from './project-files.ts'

/** `[text](target)`, but for addresses and places on the same page. */
const link = /\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)/g

/** A path in backticks that begins with one of our folders; a pattern with a star or a placeholder is none. */
const mention = /`((?:apps|packages|benchmarks|scripts|docs|\.ci)\/[\w./-]*)(?::\d+)?`/g

/** @returns one line for each path that a Markdown file of the project names and that does not exist */
export function docPathProblems(root: string): string[] {
  return projectFiles(root, /\.md$/).flatMap((file) => [
    ...missing(file, link, (path) => join(root, dirname(file.path), path)),
    ...missing(file, mention, (path) => join(root, path)),
  ])
}

function missing({ path, text }: ProjectFile, pattern: RegExp, locate: (path: string) => string): string[] {
  return Array.from(text.matchAll(pattern), ([, target = '']) => target)
    .filter((target) => !existsSync(locate(target)))
    .map((target) => `${path}: there is no ${target}`)
}
