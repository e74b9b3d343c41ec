import type { ProgressReport, SkillReport } from '@tutor/protocol'
import { percent } from '../admin/amounts.ts'
import { DataTable, type Column } from '../admin/data-table.tsx'
import { Share } from '../admin/share.tsx'
import type { LearnerEntry } from './class-book.ts'

const columns: readonly Column<LearnerEntry>[] = [
  { label: 'Learner', cell: ({ name }) => <b className="name">{name}</b> },
  { label: 'Progress', cell: (entry) => (entry.status === 'shared' ? <Share share={entry.progress.percent / 100} /> : <Absence entry={entry} />) },
  { label: 'Course', cell: (entry) => (entry.status === 'shared' ? (entry.progress.course?.title ?? 'none chosen') : '') },
  { label: 'Skills', cell: (entry) => entry.status === 'shared' && <Skills {...entry.progress} /> },
]

/** The learners, in the order of the teacher's token. */
export function Roster({ learners }: { readonly learners: readonly LearnerEntry[] }) {
  if (learners.length === 0) return <p className="hint">Your token names no learners. Ask whoever issues it.</p>
  return <DataTable label="Learners" columns={columns} rows={learners} keyOf={({ name }) => name} />
}

function Absence({ entry }: { readonly entry: Exclude<LearnerEntry, { status: 'shared' }> }) {
  if (entry.status === 'failed') return <span className="mark bad">{entry.problem}</span>
  return <span className="mark">{entry.status === 'asking' ? 'asking' : 'does not share'}</span>
}

function Skills({ skills }: ProgressReport) {
  const begun = skills.filter(({ status }) => status !== 'unseen')
  if (begun.length === 0) return 'none begun'
  return (
    <details>
      <summary>{begun.length} of {skills.length} begun</summary>
      <ul className="skill-list">{begun.map((skill) => <Skill key={skill.skill} {...skill} />)}</ul>
      {begun.length < skills.length && <p className="hint">Not begun: {skills.filter(({ status }) => status === 'unseen').map(({ title }) => title).join(', ')}.</p>}
    </details>
  )
}

const marks: Readonly<Record<SkillReport['status'], string>> = { unseen: 'mark', learning: 'mark warn', mastered: 'mark answering', forgotten: 'mark bad' }

function Skill({ title, status, probability, answers }: SkillReport) {
  return (
    <li>
      <span>{title}</span>
      <span className={marks[status]}>{status}</span>
      <span>{percent(probability)}, {answers} {answers === 1 ? 'answer' : 'answers'}</span>
    </li>
  )
}
