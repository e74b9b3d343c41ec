import { projectFiles } from './project-files.ts'

const forbidden = [
  { what: 'a path of one machine', pattern: /(?<![\w.:/)}*-])\/(?:work|farm|root|home\/\w+)\// },
  { what: 'the host of a package registry', pattern: /\bregistry\.[a-z]+\.[a-z]+|\bdeb\.debian\.org|\bpypi\.org/ },
  { what: 'a download address', pattern: /^\s*(?:tarball|"?resolved"?): *"?https?:/m },
] as const

/** @returns one line for each of our files that names what holds on one machine only */
export function hygieneProblems(root: string): string[] {
  return projectFiles(root, /\.(?:[cm]?[jt]s|json|ya?ml|md|sh)$|(?:^|\/)(?:\.npmrc|\.ci\/run)$/).flatMap(({ path, text }) =>
    forbidden.filter(({ pattern }) => pattern.test(text)).map(({ what, pattern }) => `${path}: names ${what}: ${pattern.exec(text)?.[0]}`),
  )
}
