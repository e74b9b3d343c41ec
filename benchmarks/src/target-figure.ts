/** A figure that the project has promised, and what this run measured. */
export interface TargetFigure {
  readonly what: string
  readonly measured: number
  readonly atMost: number
  readonly met: boolean
}

export function targetFigure(what: string, measured: number, atMost: number): TargetFigure {
  return { what, measured, atMost, met: measured <= atMost }
}

/** `met     RSS above the bare socket, KB: 3.1 (at most 4)` */
export function describeTarget({ what, measured, atMost, met }: TargetFigure): string {
  return `${met ? 'met    ' : 'missed '} ${what}: ${measured} (at most ${atMost})`
}
