import { useId, useRef } from 'react'

interface ConfirmedProps {
  /** On the button, and on the one that confirms it. */
  readonly action: string
  readonly question: string
  readonly consequence: string
  /** What the button is about, for those who do not see its row. */
  readonly subject?: string
  readonly act: () => void
}

/** A button that asks back before it does something. */
export function Confirmed({ action, question, consequence, subject, act }: ConfirmedProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const confirm = () => {
    dialog.current?.close()
    act()
  }
  return (
    <>
      <button className="danger" onClick={() => dialog.current?.showModal()}>{action}{subject !== undefined && <span className="aloud"> {subject}</span>}</button>
      <dialog ref={dialog} aria-labelledby={title}>
        <h2 id={title}>{question}</h2>
        <p>{consequence}</p>
        <div className="choices">
          <button autoFocus onClick={() => dialog.current?.close()}>Cancel</button>
          <button className="danger" onClick={confirm}>{action}</button>
        </div>
      </dialog>
    </>
  )
}
