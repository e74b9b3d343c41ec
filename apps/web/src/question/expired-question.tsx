import { Clock } from 'lucide-react'
import type { Saying } from './saying.ts'

export function ExpiredQuestion({ disabled, say }: Saying) {
  return (
    <section className="card expired" aria-label="Expired question">
      <p><Clock size={18} aria-hidden /> The question that was open has waited too long. It counts neither way, and nothing is lost.</p>
      <button className="main" disabled={disabled} onClick={() => say('/start')}>Go on</button>
    </section>
  )
}
