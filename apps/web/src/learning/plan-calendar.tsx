import type { Plan, PlanTask } from '@tutor/protocol'
import { BookOpen, ChevronLeft, ChevronRight, ClipboardCheck, GraduationCap, RotateCcw, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { Known } from '../connection/known-learner.ts'
import { dateOf, dayName, dayNumber, daysLater, mondayOf, rangeName, weeksFrom } from './days.ts'
import { PlanDayTasks } from './plan-day-tasks.tsx'
import type { ShownDay } from './plan-days.ts'

const icons: Readonly<Record<PlanTask['kind'], LucideIcon>> = { learn: BookOpen, review: RotateCcw, mock_exam: ClipboardCheck }
const kindNames: Readonly<Record<PlanTask['kind'], string>> = { learn: 'learn', review: 'review', mock_exam: 'mock exam' }
const taskKinds = ['learn', 'review', 'mock_exam'] as const
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

interface PlanCalendarProps {
  readonly known: Known
  readonly plan: Plan
  readonly days: ReadonlyMap<string, ShownDay>
  readonly now: number
}

const shownWeeks = 5

/** Five weeks, this one and what is to come first. A day with something in it is a button that shows it below. */
export function PlanCalendar({ known, plan, days, now }: PlanCalendarProps) {
  const today = dateOf(now)
  const [first, setFirst] = useState(() => firstMonday(days, today))
  const [chosen, choose] = useState(days.has(today) ? today : undefined)
  const day = chosen === undefined ? undefined : days.get(chosen)
  const name = rangeName(first, daysLater(first, 7 * shownWeeks - 1))
  return (
    <>
      <div className="heading weeks">
        <button className="plain icon" aria-label="Weeks before" onClick={() => setFirst(daysLater(first, -7 * shownWeeks))}><ChevronLeft size={18} aria-hidden /></button>
        <h3 aria-live="polite">{name}</h3>
        <button className="plain icon" aria-label="Weeks after" onClick={() => setFirst(daysLater(first, 7 * shownWeeks))}><ChevronRight size={18} aria-hidden /></button>
      </div>
      <table className="calendar">
        <caption className="aloud">{plan.goal}, {name}</caption>
        <thead><tr>{weekdays.map((weekday) => <th key={weekday} scope="col">{weekday}</th>)}</tr></thead>
        <tbody>
          {weeksFrom(first, shownWeeks).map((week) => (
            <tr key={week[0]}>{week.map((date) => <DayCell key={date} date={date} day={days.get(date)} today={today} isChosen={date === chosen} choose={choose} />)}</tr>
          ))}
        </tbody>
      </table>
      <p className="key kinds-key">{taskKinds.map((kind) => <KindKey key={kind} kind={kind} />)}</p>
      {day ? <PlanDayTasks known={known} day={day} now={now} /> : <p className="soft">Choose a day to see what it has.</p>}
    </>
  )
}

/** This week's, or the one's before where that has something: what was missed just now is to be seen. */
function firstMonday(days: ReadonlyMap<string, ShownDay>, today: string): string {
  const monday = mondayOf(today)
  const before = daysLater(monday, -7)
  return [...days.keys()].some((date) => date >= before && date < monday) ? before : monday
}

function KindKey({ kind }: { readonly kind: PlanTask['kind'] }) {
  const Icon = icons[kind]
  return <span><Icon size={14} aria-hidden /> {kindNames[kind]}</span>
}

interface DayCellProps {
  readonly date: string
  readonly day: ShownDay | undefined
  readonly today: string
  readonly isChosen: boolean
  readonly choose: (date: string) => void
}

function DayCell({ date, day, today, isChosen, choose }: DayCellProps) {
  const place = { 'data-past': date < today || undefined, 'aria-current': date === today ? ('date' as const) : undefined }
  const number = dayNumber(date)
  if (!day) return <td {...place}><span className="number">{number}</span></td>
  const minutes = day.tasks.reduce((sum, task) => sum + task.minutes, 0)
  return (
    <td {...place}>
      <button data-missed={day.isMissed || undefined} data-exam={day.isExam || undefined} aria-pressed={isChosen} onClick={() => choose(date)}>
        <span className="number" aria-hidden="true">{number}</span>
        <span className="aloud">{dayName(Date.parse(date))}: {describe(day, minutes)}</span>
        <span className="kinds">
          {day.isExam && <GraduationCap size={14} aria-hidden />}
          {[...new Set(day.tasks.map(({ kind }) => kind))].map((kind) => {
            const Icon = icons[kind]
            return <Icon key={kind} size={14} aria-hidden />
          })}
        </span>
        <small aria-hidden="true">{day.isMissed ? 'missed' : day.isExam ? 'exam' : `${minutes}′`}</small>
      </button>
    </td>
  )
}

function describe({ tasks, isExam, isMissed }: ShownDay, minutes: number): string {
  const parts = [...(isExam ? ['exam'] : []), ...(tasks.length > 0 ? [`${tasks.length === 1 ? '1 task' : `${tasks.length} tasks`}, ${minutes} minutes`] : []), ...(isMissed ? ['missed'] : [])]
  return parts.join(', ')
}
