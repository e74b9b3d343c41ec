import type { Skill } from '@tutor/protocol'

/** What is known of skills so far; `undefined` where it was asked and could not be told. */
export type Findings = ReadonlyMap<string, boolean | undefined>

/**
 * The skills that a diagnostic goes on with, the next one first; those behind it are what follows if all answers are right.
 *
 * A right answer shows what a skill builds on, too; a wrong one, that what builds on it need not be asked. So the next skill
 * is the one whose answer tells most either way: in a row of skills the middle of what is open, as in a binary search.
 */
export function diagnosticPath(skills: readonly Skill[], findings: Findings, most: number): readonly string[] {
  const below = requirements(skills)
  const found = new Map(findings)
  const path: string[] = []
  while (path.length < most) {
    const next = mostTelling(openSkills(below, found), { below, asked: found, order: skills.map(({ id }) => id) })
    if (next === undefined) break
    path.push(next)
    found.set(next, true)
  }
  return path
}

type Requirements = ReadonlyMap<string, ReadonlySet<string>>

/** All that each skill builds on. */
function requirements(skills: readonly Skill[]): Requirements {
  const below = new Map<string, ReadonlySet<string>>()
  // A course has its skills behind those that they require.
  for (const { id, requires } of skills) below.set(id, new Set(requires.flatMap((each) => [each, ...(below.get(each) ?? [])])))
  return below
}

/** Those of which no finding tells anything. */
function openSkills(below: Requirements, found: Findings): readonly string[] {
  const known = [...found].flatMap(([id, isKnown]) => (isKnown === true ? [...(below.get(id) ?? [])] : []))
  const shown = new Set([...found.keys(), ...known])
  const unknown = [...found].flatMap(([id, isKnown]) => (isKnown === false ? [id] : []))
  return [...below].flatMap(([id, requires]) => (shown.has(id) || unknown.some((each) => requires.has(each)) ? [] : [id]))
}

function mostTelling(open: readonly string[], { below, asked, order }: { readonly below: Requirements; readonly asked: Findings; readonly order: readonly string[] }): string | undefined {
  const candidates = new Set(open)
  const [under, over] = [new Map<string, number>(), new Map<string, number>()]
  for (const id of open) {
    for (const each of below.get(id)!) {
      if (!candidates.has(each)) continue
      under.set(id, (under.get(id) ?? 0) + 1)
      over.set(each, (over.get(each) ?? 0) + 1)
    }
  }
  const tells = (id: string): number => Math.min(under.get(id) ?? 0, over.get(id) ?? 0)
  // Skills that do not build on each other tell nothing of each other: then far from what was asked.
  const places = new Map(order.map((id, place) => [id, place]))
  const marks = [-1, order.length, ...[...asked.keys()].map((id) => places.get(id) ?? -1)]
  const distance = (id: string): number => Math.min(...marks.map((mark) => Math.abs(places.get(id)! - mark)))
  return open.toSorted((a, b) => tells(b) - tells(a) || distance(b) - distance(a))[0]
}
