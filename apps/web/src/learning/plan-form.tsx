import type { Plan } from '@tutor/protocol'
import { useId, useState, type FormEvent } from 'react'
import { dateOf, dayMs } from './days.ts'

interface PlanFormProps {
  readonly plan: Plan | undefined
  readonly now: number
  readonly say: (text: string) => boolean
}

interface Wish {
  readonly goal: string
  readonly examOn: string
  readonly minutes: string
}

/** What is wished, and the words that one could type for it. */
export function PlanForm({ plan, now, say }: PlanFormProps) {
  const before: Wish = { goal: plan?.goal ?? '', examOn: plan?.examOn ?? '', minutes: String(plan?.minutesPerDay ?? '') }
  const [wish, setWish] = useState(before)
  const id = useId()
  const commands = commandsOf(before, wish, plan !== undefined)
  const send = (event: FormEvent) => {
    event.preventDefault()
    for (const command of commands) say(command)
  }
  return (
    <form className="plan-form" onSubmit={send}>
      <label htmlFor={`${id}-goal`}>Goal</label>
      <input id={`${id}-goal`} value={wish.goal} maxLength={200} placeholder="a course or skills, such as fractions and one-step equations" onChange={(event) => setWish({ ...wish, goal: event.target.value })} />
      <label htmlFor={`${id}-exam`}>Exam on</label>
      <input id={`${id}-exam`} type="date" min={dateOf(now + dayMs)} max={dateOf(now + 365 * dayMs)} value={wish.examOn} onChange={(event) => setWish({ ...wish, examOn: event.target.value })} />
      <label htmlFor={`${id}-minutes`}>Minutes a day</label>
      <input id={`${id}-minutes`} type="number" min={5} max={480} step={5} value={wish.minutes} placeholder="30" onChange={(event) => setWish({ ...wish, minutes: event.target.value })} />
      <button className="main" disabled={commands.length === 0}>{plan ? 'Change the plan' : 'Make the plan'}</button>
      {commands.length > 0 && <p className="soft typed">You could type {commands.map((command) => <code key={command}>{command}</code>)}</p>}
    </form>
  )
}

/** A new goal is a new plan; another day or time changes the one that is there. */
function commandsOf(before: Wish, { goal, examOn, minutes }: Wish, hasPlan: boolean): readonly string[] {
  const date = examOn === '' ? '' : ` by ${examOn}`
  const isNew = !hasPlan || goal.trim() !== before.goal
  const plan = isNew ? [`/plan ${goal.trim()}${date}`.replace(/\s+/g, ' ').trim()] : examOn !== before.examOn && date !== '' ? [`/plan${date}`] : []
  return [...plan, ...(minutes !== before.minutes && minutes !== '' ? [`/plan ${minutes} minutes a day`] : [])]
}
