import { Upload } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import type { LearnerConnection, PageState } from '../connection/learner-connection.ts'
import { DocumentItem } from './document-item.tsx'
import { UploadItem } from './upload-item.tsx'

/** What the server can read, for the browser's choice of files; it goes by their content. */
const readable = '.pdf,.docx,.pptx,.epub,.html,.htm,.xhtml,.md,.markdown,.txt,.text'

export function Documents({ learner }: { readonly learner: LearnerConnection }) {
  const { uploads } = learner
  const onTheirWay = useSyncExternalStore(uploads.subscribe, uploads.getState)
  // Each for itself: what is said in the conversation changes nothing here.
  const documents = useSyncExternalStore(learner.subscribe, () => learner.getState().documents)
  const isLive = useSyncExternalStore(learner.subscribe, () => learner.getState().connection.kind === 'live')
  const isBusy = useSyncExternalStore(learner.subscribe, () => isAnswerDue(learner.getState()))
  const choose = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    uploads.add({ files: [...(currentTarget.files ?? [])], folders: [] })
    // The same file may be chosen again.
    currentTarget.value = ''
  }
  return (
    <section className="documents" aria-label="Documents">
      <h2>Your documents</h2>
      <label className="drop">
        <Upload size={22} aria-hidden />
        <span><strong>Choose files</strong>, or drop them anywhere on this page</span>
        <small>PDF, Word, PowerPoint, EPUB, HTML, Markdown, text; up to 32 MB each</small>
        <input type="file" multiple accept={readable} className="aloud" onChange={choose} />
      </label>
      {documents.length + onTheirWay.length === 0 && <p className="soft">Nothing here yet. What you add is read by the server, and answers quote it with page and line. Only you can see it.</p>}
      <ul>
        {onTheirWay.map((upload) => <UploadItem key={upload.id} upload={upload} uploads={uploads} isLive={isLive} />)}
        {documents.toReversed().map((document) => <DocumentItem key={document.id} document={document} learner={learner} isBusy={isBusy} />)}
      </ul>
      <p className="aloud" role="status">{documents.length === 1 ? '1 document' : `${documents.length} documents`}</p>
    </section>
  )
}

/** Whether something that was said waits for its answer. */
function isAnswerDue({ waiting, answering }: PageState): boolean {
  return waiting.length > 0 || answering !== undefined
}
