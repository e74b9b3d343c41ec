import type { OpenQuestion } from '@tutor/protocol'
import { Lightbulb } from 'lucide-react'
import { useId } from 'react'
import type { Saying } from './saying.ts'

/** Each rung by its level; a try comes before all of them. */
const rungs = ['Your try', 'A question', 'Where to look', 'The rule', 'First step', 'Solution'] as const

/** What the next rung of help gives. */
const offers = ['', 'A question that leads on', 'Show where to look', 'Show the rule', 'Show the first step', 'Show the solution'] as const

/** Requests without a try after which only a try helps. */
const mostIdleRequests = 3

interface HintLadderProps extends Saying {
  readonly question: OpenQuestion
}

/** The ladder of help: what was used, what comes next, and why it has to wait. */
export function HintLadder({ question, disabled, say }: HintLadderProps) {
  const { hintLevel, attempts } = question
  const id = useId()
  const next = Math.min(5, hintLevel + 1) as 1 | 2 | 3 | 4 | 5
  const gate = gateOf(question)
  return (
    <>
      <ol className="ladder" aria-label="Ladder of help">
        {rungs.map((name, level) => {
          const state = level === 0 ? stateOf(attempts > 0, attempts === 0) : stateOf(level <= hintLevel, level === next && gate === undefined)
          return <li key={name} data-state={state} aria-current={state === 'next' ? 'step' : undefined}>{name}{state === 'used' && <span className="aloud">, used</span>}</li>
        })}
      </ol>
      <div className="ladder-next">
        <button disabled={disabled || gate !== undefined} aria-describedby={id} onClick={() => say('/hint')}><Lightbulb size={16} aria-hidden />{offers[next]}</button>
        <p id={id}>{gate ?? (next === 5 ? 'The question will not count then, and one of the same kind follows.' : 'With help an answer does not count as evidence, but you learn from it.')}</p>
      </div>
    </>
  )
}

function stateOf(isUsed: boolean, isNext: boolean): 'used' | 'next' | 'later' {
  if (isUsed) return 'used'
  return isNext ? 'next' : 'later'
}

/** Why there is no help now, if there is none. The server decides in the same way. */
function gateOf({ tried, hintLevel, idleRequests }: OpenQuestion): string | undefined {
  if (tried) return undefined
  if (idleRequests >= mostIdleRequests) return 'You have asked three times without a try. Write down anything that you can do with it, then there is help again.'
  return hintLevel === 0 ? 'Try it first, however far you get. A wrong try is fine.' : 'Try it with the last hint first. A wrong try is fine.'
}
