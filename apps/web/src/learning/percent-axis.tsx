import { plot, plotX, plotY } from './plot.ts'

/** Lines at 0, 50 and 100 %. */
export function PercentAxis() {
  return (
    <g className="axis">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={plotX(0)} x2={plotX(1)} y1={plotY(share)} y2={plotY(share)} />
          <text x={plot.left - 4} y={plotY(share) + 3.5} textAnchor="end">{share * 100} %</text>
        </g>
      ))}
    </g>
  )
}
