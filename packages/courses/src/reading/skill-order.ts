export interface Step {
  readonly id: string
  readonly requires: readonly string[]
}

/** The skills of a cycle, each one required by the one before it; the first is there again at the end. */
export type Cycle = readonly string[]

/**
 * Puts every skill behind those that it requires, and keeps the order of the file otherwise.
 *
 * @returns the cycle where there is one, since no order will do then
 */
export function skillOrder<Skill extends Step>(skills: readonly Skill[]): readonly Skill[] | { readonly cycle: Cycle } {
  const byId = new Map(skills.map((skill) => [skill.id, skill]))
  const ordered = new Set<Skill>()
  const visit = (skill: Skill, way: readonly string[]): Cycle | undefined => {
    if (ordered.has(skill)) return undefined
    if (way.includes(skill.id)) return [...way.slice(way.indexOf(skill.id)), skill.id]
    for (const required of skill.requires) {
      const before = byId.get(required)
      const cycle = before && visit(before, [...way, skill.id])
      if (cycle) return cycle
    }
    ordered.add(skill)
    return undefined
  }
  for (const skill of skills) {
    const cycle = visit(skill, [])
    if (cycle) return { cycle }
  }
  return [...ordered]
}
