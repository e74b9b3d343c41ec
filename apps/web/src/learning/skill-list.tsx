import { statusNames, type SkillState } from './skill-state.ts'

interface SkillListProps {
  readonly skills: readonly SkillState[]
  readonly chosen: string | undefined
  readonly choose: (skill: string) => void
}

export function SkillList({ skills, chosen, choose }: SkillListProps) {
  return (
    <ul className="skill-list">
      {skills.map(({ skill, title, status, sign, probability }) => (
        <li key={skill}>
          <button data-status={status} aria-pressed={skill === chosen} onClick={() => choose(skill)}>
            <span>{title}</span>
            <small>{statusNames[status]} {status !== 'unseen' && sign}</small>
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect className="whole" width="100" height="1" /><rect className="part" width={status === 'unseen' ? 0 : probability * 100} height="1" /></svg>
          </button>
        </li>
      ))}
    </ul>
  )
}
