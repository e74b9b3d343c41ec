import type { Evidence, OpenQuestion, Verdict } from '@tutor/protocol'

const words: Readonly<Record<Verdict, readonly [sign: string, text: string]>> = {
  right: ['✓', 'right'],
  progress: ['✓', 'a right step'],
  wrong: ['✗', 'not right'],
  wrong_form: ['≈', 'right, in another form'],
  unsure: ['?', 'cannot be told'],
  invalid: ['?', 'no answer of this kind'],
}

/** Tries that are shown; of those before, how many there were. */
const mostTries = 3

interface TriesProps {
  readonly question: OpenQuestion
  /** Answers to its skill. */
  readonly evidence: readonly Evidence[]
}

/** What was answered to the question so far, line by line. Of an exam nothing is said before its end. */
export function Tries({ question: { questionId, purpose }, evidence }: TriesProps) {
  const own = evidence.filter(({ answerId }) => answerId.startsWith(`${questionId}.`))
  if (own.length === 0) return undefined
  return (
    <ol className="tries" aria-label="Your tries">
      {own.length > mostTries && <li className="before">{own.length - mostTries} before</li>}
      {own.slice(-mostTries).map(({ answerId, answer, verdict }) => {
        const [sign, text] = purpose === 'exam' ? ['•', 'noted'] : words[verdict]
        return <li key={answerId} data-verdict={purpose === 'exam' ? undefined : verdict}><span aria-hidden="true">{sign}</span><code>{answer}</code><small>{text}</small></li>
      })}
    </ol>
  )
}
