import { useState } from 'react'

interface LearnerDataProps {
  readonly say: (text: string) => boolean
  readonly erase: () => Promise<void>
  readonly report: (error: unknown) => void
}

/** The learner's rights over what is kept of them. */
export function LearnerData({ say, erase, report }: LearnerDataProps) {
  const [isSure, setSure] = useState(false)
  return (
    <>
      <h2>Your data</h2>
      <p>
        <button onClick={() => say('/progress')}>Progress in words</button>
        <button onClick={() => say('/export')}>Export</button>
        {!isSure && <button onClick={() => setSure(true)}>Delete everything</button>}
      </p>
      {isSure && (
        <p role="alert">
          The conversation, the documents and all that is known of you will be gone for good.
          <button className="danger" onClick={() => void erase().catch(report)}>Delete for good</button>
          <button onClick={() => setSure(false)}>Keep it</button>
        </p>
      )}
    </>
  )
}
