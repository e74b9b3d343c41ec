import type { HintLevel, HintRefusal, OpenQuestion } from '@tutor/protocol'

/** Requests without a try before there is no more help until one. */
const mostIdleRequests = 3

/** Which rung is next, or why there is none. A rung needs an attempt before it; the first does, too. */
export function hintDecision({ hintLevel, tried, idleRequests }: OpenQuestion, help: boolean): { readonly level: HintLevel } | { readonly refusal: HintRefusal } {
  if (!help) return { refusal: 'no_help' }
  if (!tried) return { refusal: idleRequests >= mostIdleRequests - 1 ? 'no_effort' : 'attempt_first' }
  return { level: Math.min(5, hintLevel + 1) as HintLevel }
}

/** Why the solution is not shown now, if it is not: it stands at the end of the ladder, after a try with the first step. */
export function revealDecision(question: OpenQuestion, help: boolean): HintRefusal | undefined {
  const decision = hintDecision(question, help)
  if ('refusal' in decision) return decision.refusal
  return decision.level === 5 ? undefined : 'attempt_first'
}
