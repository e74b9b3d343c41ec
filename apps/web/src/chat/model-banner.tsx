import type { ModelDescription } from '@tutor/protocol'
import { X } from 'lucide-react'
import { useState } from 'react'
import { browserStorage } from '../storage/page-storage.ts'

const key = 'tutor.model-known'

/** Says which model answers, until the learner has taken note of it. */
export function ModelBanner({ model: { name, description } }: { readonly model: ModelDescription }) {
  const [isKnown, setKnown] = useState(() => browserStorage.get(key) === name)
  if (isKnown) return undefined
  const close = () => {
    setKnown(true)
    browserStorage.set(key, name)
  }
  return (
    <div className="model notice">
      <p><strong>{name}</strong> {description}</p>
      <button className="plain icon" aria-label="Close the note about the model" onClick={close}><X size={18} aria-hidden /></button>
    </div>
  )
}
