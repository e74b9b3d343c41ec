import { useState, type ReactNode } from 'react'

interface ConfirmButtonProps {
  readonly label: ReactNode
  /** What will happen, as a sentence. */
  readonly warning: string
  /** Of the button that does it. */
  readonly confirm: string
  readonly act: () => void
}

/** Does nothing before a second press, next to the words that say what it does. */
export function ConfirmButton({ label, warning, confirm, act }: ConfirmButtonProps) {
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) return <button onClick={() => setAsked(true)}>{label}</button>
  const go = () => {
    setAsked(false)
    act()
  }
  return (
    <div className="notice bad confirm" role="alert">
      <p>{warning}</p>
      <div className="row">
        <button className="danger" onClick={go}>{confirm}</button>
        <button autoFocus onClick={() => setAsked(false)}>Keep it</button>
      </div>
    </div>
  )
}
