import { FileText, GraduationCap } from 'lucide-react'

interface FirstVisitProps {
  readonly say: (text: string) => boolean
  readonly showDocuments: () => void
}

export function FirstVisit({ say, showDocuments }: FirstVisitProps) {
  return (
    <div className="first">
      <h2>What would you like to learn?</h2>
      <p>Take the sample course, or bring your own notes and ask about them.</p>
      <div className="beginnings">
        <button onClick={() => say('/start linear-equations')}>
          <GraduationCap size={28} aria-hidden />
          <strong>Start the sample course</strong>
          <small>Five questions find out what you know. Then comes a plan, and the first lesson.</small>
        </button>
        <button onClick={showDocuments}>
          <FileText size={28} aria-hidden />
          <strong>Use my own notes</strong>
          <small>Add PDF, Word, PowerPoint, EPUB or text. Answers quote them, page by page.</small>
        </button>
      </div>
      <button className="plain" onClick={() => say('/help')}>What can I ask?</button>
    </div>
  )
}
