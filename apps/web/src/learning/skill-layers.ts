/** What the layout needs of a skill. */
export interface LaidOutSkill {
  readonly skill: string
  readonly requires: readonly string[]
}

/**
 * The skills in layers, each below all that it requires, and near to them within its layer.
 *
 * @param skills each behind those that it requires; requirements that are not among them are left out
 */
export function skillLayers<Skill extends LaidOutSkill>(skills: readonly Skill[]): readonly (readonly Skill[])[] {
  const depths = new Map<string, number>()
  for (const { skill, requires } of skills) depths.set(skill, Math.max(0, ...requires.map((id) => (depths.get(id) ?? -1) + 1)))
  const layers: Skill[][] = []
  for (const skill of skills) (layers[depths.get(skill.skill)!] ??= []).push(skill)
  const places = new Map<string, number>()
  return layers.map((layer) => {
    const sorted = layer.toSorted((a, b) => middle(a, places) - middle(b, places))
    sorted.forEach(({ skill }, index) => places.set(skill, placeOf(index, sorted.length)))
    return sorted
  })
}

/** From left to right, 0 to 1, in a row that stands in the middle. */
function placeOf(index: number, length: number): number {
  return (index + 0.5) / length
}

function middle({ requires }: LaidOutSkill, places: ReadonlyMap<string, number>): number {
  const above = requires.flatMap((id) => places.get(id) ?? [])
  return above.length === 0 ? 0.5 : above.reduce((sum, place) => sum + place, 0) / above.length
}
