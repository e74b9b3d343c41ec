import type { Evidence, SkillMastery } from '@tutor/protocol'

interface SkillBarProps {
  readonly mastery: SkillMastery
  readonly evidence: readonly Evidence[]
  readonly say: (text: string) => boolean
}

/** How well one skill is known, the answers behind the number, and the means to contradict it. */
export function SkillBar({ mastery: { skill, status, probability, claim }, evidence, say }: SkillBarProps) {
  const percent = Math.round(probability * 100)
  return (
    <li>
      <details>
        <summary>
          <span>{skill}</span> <span>{status}, {percent} %</span>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect className="whole" width="100" height="4" /><rect className={status} width={percent} height="4" /></svg>
        </summary>
        {claim && <p>You said that this is {claim}.</p>}
        <ul>
          {evidence.map(({ answerId, answer, verdict, at, counts }) => (
            <li key={answerId}>{new Date(at).toLocaleDateString()}: “{answer}” was {verdict.replace('_', ' ')}{counts ? '' : ' (does not count)'}</li>
          ))}
        </ul>
        {evidence.length === 0 && !claim && <p>No answer yet.</p>}
        <button onClick={() => say(`/learn ${skill}`)}>Learn it</button>
        <button onClick={() => say(`/correct ${skill} known`)}>I know this</button>
        <button onClick={() => say(`/correct ${skill} unknown`)}>I do not know this</button>
        <button onClick={() => say(`/forget ${skill}`)}>Forget what is known</button>
      </details>
    </li>
  )
}
