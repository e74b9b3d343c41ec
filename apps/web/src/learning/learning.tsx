import { memo, useMemo, useState } from 'react'
import type { Known } from '../connection/known-learner.ts'
import { useNow } from '../use-now.ts'
import { CalibrationPlot } from './calibration-plot.tsx'
import { ReviewQueue } from './review-queue.tsx'
import { SkillDetail } from './skill-detail.tsx'
import { SkillList } from './skill-list.tsx'
import { SkillMap } from './skill-map.tsx'
import { skillStates, statusNames, type SkillState } from './skill-state.ts'

interface LearningProps {
  readonly known: Known
  readonly say: (text: string) => boolean
}

/** What is known of the learner, worked out here from the same facts as on the server. */
export const Learning = memo(function Learning({ known, say }: LearningProps) {
  const now = useNow()
  const skills = useMemo(() => skillStates(known, now), [known, now])
  // An exam says nothing before its end, and the numbers would.
  if (known.record.quiz?.purpose === 'exam') return <section className="learning" aria-label="Learning"><h2>Skills</h2><p>A mock exam is under way. Your skills and reviews are back when it is over.</p></section>
  const isDue = known.record.reviews(now).some(({ dueAt }) => dueAt <= now)
  return (
    <section className="learning" aria-label="Learning">
      {isDue && <ReviewQueue known={known} now={now} say={say} />}
      <Skills known={known} skills={skills} now={now} say={say} />
      {!isDue && <ReviewQueue known={known} now={now} say={say} />}
      <CalibrationPlot record={known.record} />
    </section>
  )
})

interface SkillsProps extends LearningProps {
  readonly skills: readonly SkillState[]
  readonly now: number
}

function Skills({ known, skills, now, say }: SkillsProps) {
  const [isList, setList] = useState(false)
  const [chosen, choose] = useState<string>()
  const View = isList ? SkillList : SkillMap
  if (skills.length === 0) return <><h2>Skills</h2><p className="soft">Nothing is known yet. Begin a course, and its skills show here with how well you know each.</p></>
  return (
    <>
      <div className="heading">
        <h2>Skills</h2>
        <span className="soft">{skills.filter(({ status }) => status === 'mastered').length} of {skills.length} mastered</span>
        <div className="switch" role="group" aria-label="Show skills as">
          <button aria-pressed={!isList} onClick={() => setList(false)}>Map</button>
          <button aria-pressed={isList} onClick={() => setList(true)}>List</button>
        </div>
      </div>
      <View skills={skills} chosen={chosen} choose={choose} />
      {!isList && <ul className="legend">{Object.entries(statusNames).map(([status, name]) => <li key={status} data-status={status}>{name}</li>)}</ul>}
      {chosen === undefined ? <p className="soft">Choose a skill to see why its number is what it is.</p> : <SkillDetail key={chosen} known={known} skill={chosen} now={now} choose={choose} say={say} />}
    </>
  )
}
