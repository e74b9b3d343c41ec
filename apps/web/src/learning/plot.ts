/** The area of a small plot, in units of its own; it is drawn as wide as there is room. */
export const plot = { width: 320, height: 120, left: 34, right: 8, top: 8, bottom: 20 } as const

export const plotViewBox = `0 0 ${plot.width} ${plot.height}`

/** @param share of the width, 0 to 1 */
export function plotX(share: number): number {
  return plot.left + share * (plot.width - plot.left - plot.right)
}

/** @param share of the height, 0 at the bottom to 1 at the top */
export function plotY(share: number): number {
  return plot.height - plot.bottom - share * (plot.height - plot.top - plot.bottom)
}

/** @param points as shares of width and height */
export function plotLine(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'} ${plotX(x).toFixed(1)} ${plotY(y).toFixed(1)}`).join(' ')
}
