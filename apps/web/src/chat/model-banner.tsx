import type { ModelDescription } from '@tutor/protocol'
import { X } from 'lucide-react'
import { useState } from 'react'

const key = 'tutor.model-known'

/** Says which model answers, until the learner has taken note of it. */
export function ModelBanner({ model: { name, description } }: { readonly model: ModelDescription }) {
  const [isKnown, setKnown] = useState(() => localStorage.getItem(key) === name)
  if (isKnown) return undefined
  const close = () => {
    setKnown(true)
    try {
      localStorage.setItem(key, name)
    } catch {
      // The storage is full: the banner is there again at the next visit.
    }
  }
  return (
    <div className="model notice">
      <p><strong>{name}</strong> {description}</p>
      <button className="plain icon" aria-label="Close the note about the model" onClick={close}><X size={18} aria-hidden /></button>
    </div>
  )
}
