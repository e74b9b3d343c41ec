import type { CourseOutline } from '@tutor/protocol'
import { FileText, GraduationCap } from 'lucide-react'

interface FirstVisitProps {
  /** Whether it is known that there is no conversation yet. */
  readonly isReady: boolean
  readonly courses: readonly CourseOutline[]
  readonly say: (text: string) => boolean
  readonly showDocuments: () => void
}

export function FirstVisit({ isReady, courses, say, showDocuments }: FirstVisitProps) {
  if (!isReady) return <div className="first" />
  return (
    <div className="first">
      <h2>What would you like to learn?</h2>
      <p>Take a course, or bring your own notes and ask about them.</p>
      <div className="beginnings">
        {courses.map(({ id, title, skillCount }) => (
          <button key={id} onClick={() => say(`/start ${id}`)}>
            <GraduationCap size={28} aria-hidden />
            <strong>{title}</strong>
            <small>A course of {skillCount} skills. Five questions find out where you begin.</small>
          </button>
        ))}
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
