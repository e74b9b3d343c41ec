import type { LearnerRecord } from '@tutor/learner'
import { SkillBar } from './skill-bar.tsx'

interface LearningProps {
  readonly learner: LearnerRecord
  readonly say: (text: string) => boolean
}

/** What is known of the learner, worked out here from the same facts as on the server. */
export function Learning({ learner, say }: LearningProps) {
  const now = Date.now()
  const skills = skillsOf(learner)
  const due = learner.reviews(now).filter(({ dueAt }) => dueAt <= now)
  return (
    <section className="learning" aria-label="Learning">
      <h2>Skills</h2>
      {skills.length === 0 && <p>Nothing is known yet. Answer a question, and it shows here.</p>}
      <ul className="skills">
        {skills.map((skill) => <SkillBar key={skill} mastery={learner.mastery(skill, now)} evidence={learner.evidence(skill)} say={say} />)}
      </ul>
      <h2>Reviews</h2>
      <p>{due.length === 0 ? 'None is due.' : `${due.length} due: ${due.map(({ skill }) => skill).join(', ')}`} {due.length > 0 && <button onClick={() => say('/review')}>Review now</button>}</p>
    </section>
  )
}

function skillsOf(learner: LearnerRecord): readonly string[] {
  const practised = learner.evidence().map(({ skill }) => skill)
  const mastered = learner.mastered().map(({ skill }) => skill)
  return [...new Set([...(learner.plan?.skills ?? []), ...practised, ...mastered])]
}
