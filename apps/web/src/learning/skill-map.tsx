import { useLayoutEffect, useMemo, useRef } from 'react'
import { skillLayers } from './skill-layers.ts'
import { statusNames, type SkillState } from './skill-state.ts'

interface SkillMapProps {
  readonly skills: readonly SkillState[]
  readonly chosen: string | undefined
  readonly choose: (skill: string) => void
}

/** In pixels: text keeps its size, and a map that is too wide is scrolled. */
const node = { width: 92, height: 84, gapX: 6, gapY: 24 } as const

interface Placed {
  readonly state: SkillState
  readonly x: number
  readonly y: number
}

/** The skills by what they build on, from the top down. Each is a button. */
export function SkillMap({ skills, chosen, choose }: SkillMapProps) {
  const { placed, width, height } = useMemo(() => place(skills), [skills])
  const frame = useRef<HTMLDivElement>(null)
  // What comes first stands in the middle.
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollLeft = (width - frame.current.clientWidth) / 2
  }, [width])
  const at = new Map(placed.map((each) => [each.state.skill, each]))
  return (
    <div className="map" ref={frame} role="region" aria-label="Map of the skills" tabIndex={0}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {placed.flatMap(({ state, x, y }) => state.requires.flatMap((id) => {
          const from = at.get(id)
          return from ? <path key={`${id} ${state.skill}`} className={chosen === id || chosen === state.skill ? 'edge near' : 'edge'} d={edge(from, { x, y })} /> : []
        }))}
        {placed.map(({ state, x, y }) => (
          <foreignObject key={state.skill} x={x} y={y} width={node.width} height={node.height}>
            <button className="skill-node" data-status={state.status} aria-pressed={state.skill === chosen} onClick={() => choose(state.skill)}>
              <span>{state.title}</span>
              <span className="aloud">{statusNames[state.status]}</span>
              <small>{state.sign}</small>
            </button>
          </foreignObject>
        ))}
      </svg>
    </div>
  )
}

function place(skills: readonly SkillState[]): { readonly placed: readonly Placed[]; readonly width: number; readonly height: number } {
  const layers = skillLayers(skills)
  const widthOf = (count: number): number => count * (node.width + node.gapX) - node.gapX
  const width = widthOf(Math.max(1, ...layers.map(({ length }) => length)))
  const placed = layers.flatMap((layer, row) => {
    const left = (width - widthOf(layer.length)) / 2
    return layer.map((state, index) => ({ state, x: left + index * (node.width + node.gapX), y: row * (node.height + node.gapY) }))
  })
  return { placed, width, height: Math.max(1, layers.length) * (node.height + node.gapY) - node.gapY }
}

function edge(from: Pick<Placed, 'x' | 'y'>, to: Pick<Placed, 'x' | 'y'>): string {
  const [x1, y1, x2, y2] = [from.x + node.width / 2, from.y + node.height, to.x + node.width / 2, to.y]
  const bend = node.gapY * 0.75
  return `M ${x1} ${y1} C ${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}
