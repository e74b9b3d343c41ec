import type { AgUiEvent } from '@tutor/protocol'
import type { Findings } from '../proof.ts'
import type { Asked } from './learner.ts'
import { runsOf } from './runs-of.ts'

/** Every question that was asked, and has settled, is in the history once, with one end. An echo is its answer. */
export function checkEffects(
  asked: Iterable<Asked>,
  history: Iterable<{ readonly event: AgUiEvent }>,
  { findings, echo }: { readonly findings: Findings; readonly echo: boolean },
): void {
  const runs = runsOf(history)
  for (const { message } of asked) {
    findings.checked += 1
    const { id, content } = message.message
    const run = runs.get(id)
    if (run === undefined || run.started === 0) {
      findings.isLost(`the message ${id}`)
      continue
    }
    const ends = run.finished + run.failed
    if (Math.max(run.queued, run.started, ends) > 1) findings.isDuplicated(`the message ${id}: ${JSON.stringify(run)}`)
    if (ends === 0) findings.isLost(`the answer to ${id}`)
    if (echo && run.finished === 1 && run.answer !== content) findings.isWrong(`"${content}" was answered "${run.answer}"`)
  }
}
