/** How many tests or gates ended how. */
export interface Total {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The total of something that ended before it could count. */
export const failedOnce: Total = { passed: 0, failed: 1, skipped: 0 }

export function addUp(totals: readonly Total[]): Total {
  const sum = (part: keyof Total): number => totals.reduce((before, total) => before + total[part], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Nothing failed, and something was there to fail. */
export function isGreen({ passed, failed }: Total): boolean {
  return failed === 0 && passed > 0
}

export function totalLine({ passed, failed, skipped }: Total): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
