export interface PlottedLine {
  readonly name: string
  /** One a second, the newest last; nothing where nothing is known. */
  readonly values: readonly (number | undefined)[]
}

interface LinePlotProps {
  readonly title: string
  readonly hint: string
  readonly lines: readonly PlottedLine[]
  readonly format: (value: number) => string
  /** The upper end shows so much at least, so that what is small looks small. */
  readonly least: number
}

const width = 120
const height = 40

/** Lines over the last two minutes; their newest values stand beside their names. */
export function LinePlot({ title, hint, lines, format, least }: LinePlotProps) {
  const top = roundUp(Math.max(least, ...lines.flatMap(({ values }) => values.filter((value) => value !== undefined))))
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong> <small>{hint}</small>
      </figcaption>
      <div className="plot">
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 0.5, 1].map((part) => <line key={part} className="grid" x1="0" x2={width} y1={part * height} y2={part * height} />)}
          {lines.map(({ name, values }, index) => <path key={name} className={`line-${index}`} d={pathOf(values, top)} />)}
        </svg>
        <span className="top" aria-hidden="true">{format(top)}</span>
      </div>
      <ul className="legend">
        {lines.map(({ name, values }, index) => {
          const newest = values.at(-1)
          return <li key={name} className={`line-${index}`}>{name} <b>{newest === undefined ? 'none' : format(newest)}</b></li>
        })}
      </ul>
    </figure>
  )
}

/** A line for each row of known values, at the right where the newest is. */
function pathOf(values: readonly (number | undefined)[], top: number): string {
  let isDrawing = false
  return values.map((value, index) => {
    const command = isDrawing ? 'L' : 'M'
    isDrawing = value !== undefined
    const x = width - values.length + 1 + index
    return value === undefined ? '' : `${command}${x} ${(height * (1 - value / top)).toFixed(2)}`
  }).join('')
}

/** To 1, 2 or 5 of its power of ten, so that the scale seldom changes. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return power * ([1, 2, 5].find((step) => step * power >= value) ?? 10)
}
