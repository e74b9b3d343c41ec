// Every rule of a SPEC.md has a test that cites its id, and so has every property that docs/properties.md does not call
// open; no test cites an id that neither knows.
import { conclude } from './gate.ts'
import { projectFiles, projectRoot, type ProjectFile } from './project-files.ts'

interface Definition {
  readonly id: string
  readonly path: string
  readonly open: boolean
}

/** `- UWS-1 What holds.` or a table's row `| UWS-1 | What holds. |`; properties have one letter and no dash. */
const definition = /^(?:- |\| )([A-Z]+-\d+|[DIFCS]\d+)\b(.*)$/gm

/** The ids that a test's title begins with, `it('UWS-1 UWS-2 says …')`, also where the titles come after a table of cases. */
const citation = /(?:\b(?:test|it|describe)(?:\.\w+)*(?:\(\w*\))?\(|\](?: as const)?\)\()\s*['"`]((?:(?:[A-Z]+-\d+|[DIFCS]\d+)[\s,]+)+)/g

/** @returns one line for each id that lacks its other half */
export function specIdProblems(root: string): string[] {
  const specs = projectFiles(root, /(?:^|\/)SPEC\.md$|^docs\/properties\.md$/)
  const defined = specs.flatMap(definitions)
  const cited = projectFiles(root, /^(?:apps|packages|benchmarks)\/.*\.(?:test|contract)\.ts$/).flatMap(citations)
  const known = new Set(defined.map(({ id }) => id))
  const proved = new Set(cited.map(({ id }) => id))
  return [
    ...duplicates(defined),
    ...defined.filter(({ id, open }) => !open && !proved.has(id)).map(({ id, path }) => `${path}: no test cites ${id}`),
    ...cited.filter(({ id }) => !known.has(id)).map(({ id, path }) => `${path}: no SPEC.md defines ${id}`),
  ]
}

function definitions({ path, text }: ProjectFile): Definition[] {
  return Array.from(text.matchAll(definition), ([, id = '', rest = '']) => ({ id, path, open: rest.includes('| open: issue') }))
}

function citations({ path, text }: ProjectFile): { id: string; path: string }[] {
  return Array.from(text.matchAll(citation), ([, ids = '']) => ids.split(/[\s,]+/).filter(Boolean))
    .flat()
    .map((id) => ({ id, path }))
}

function duplicates(defined: readonly Definition[]): string[] {
  const first = new Map<string, string>()
  return defined.flatMap(({ id, path }) => {
    const before = first.get(id)
    if (before !== undefined) return [`${path}: ${id} is defined in ${before} already`]
    first.set(id, path)
    return []
  })
}

if (import.meta.main) conclude(specIdProblems(projectRoot))
