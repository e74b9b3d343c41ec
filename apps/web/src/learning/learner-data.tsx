import { Download } from 'lucide-react'
import { ConfirmButton } from './confirm-button.tsx'

interface LearnerDataProps {
  readonly say: (text: string) => boolean
  readonly exportLearning: () => Promise<readonly object[]>
  readonly erase: () => Promise<void>
  readonly report: (error: unknown) => void
}

/** The learner's rights over what is kept of them. */
export function LearnerData({ say, exportLearning, erase, report }: LearnerDataProps) {
  return (
    <section className="data" aria-label="Your data">
      <h2>Your data</h2>
      <h3>Look at it, and take it with you</h3>
      <p>All that is known of you rests on your answers. The file has them as statements of xAPI 1.0.3, which other learning platforms read.</p>
      <div className="row">
        <button onClick={() => void exportLearning().then(download).catch(report)}><Download size={16} aria-hidden />Download as a file</button>
        <button onClick={() => say('/progress')}>Tell me in words</button>
      </div>
      <h3>Correct it</h3>
      <p>Choose a skill under Learning: there you say that you know it or do not, and have its answers deleted. An answer that was marked wrongly can be doubted where its mark stands.</p>
      <h3>Delete it</h3>
      <p>What is known of you can go by itself; or all at once, with the conversation and the documents.</p>
      <div className="stack">
        <ConfirmButton label="Forget what is known of me" warning="Your answers, skills, reviews and the plan are deleted, also from the conversation before. The documents stay. That cannot be undone." confirm="Forget it all" act={() => say('/forget everything')} />
        <ConfirmButton label="Delete everything" warning="The conversation, the documents and all that is known of you will be gone for good." confirm="Delete for good" act={() => void erase().catch(report)} />
      </div>
    </section>
  )
}

/** Saves the statements as a file in the browser's folder for downloads. */
function download(statements: readonly object[]): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify({ statements }, undefined, 1)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'learning.json'
  link.click()
  URL.revokeObjectURL(url)
}
