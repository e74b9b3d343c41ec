import { RotateCcw, X } from 'lucide-react'
import type { Upload, UploadProgress, Uploads } from './uploads.ts'

interface UploadItemProps {
  readonly upload: Upload
  readonly uploads: Uploads
  readonly isLive: boolean
}

/** A file on its way, or why it did not arrive. */
export function UploadItem({ upload: { id, name, progress }, uploads, isLive }: UploadItemProps) {
  const isOver = progress.kind === 'failed' || progress.kind === 'known'
  return (
    <li className={`upload${progress.kind === 'failed' ? ' failed' : ''}`}>
      <p className="name" dir="auto">{name}</p>
      {progress.kind === 'failed' && progress.mayRetry && <button className="plain icon" aria-label={`Try ${name} again`} title="Try again" onClick={() => uploads.retry(id)}><RotateCcw size={16} aria-hidden /></button>}
      {progress.kind !== 'reading' && (
        <button className="plain icon" aria-label={isOver ? `Take ${name} off the list` : `Cancel ${name}`} title={isOver ? 'Close' : 'Cancel'} onClick={() => uploads.dismiss(id)}><X size={16} aria-hidden /></button>
      )}
      {isOver ? <p className="how" role={progress.kind === 'failed' ? 'alert' : 'status'}>{describe(progress, isLive)}</p> : <p className="how">{describe(progress, isLive)}</p>}
      {progress.kind === 'sending' && <progress aria-label={`Sending ${name}`} max={100} value={progress.percent} />}
      {progress.kind === 'reading' && <progress aria-label={`Reading ${name}`} />}
    </li>
  )
}

function describe(progress: UploadProgress, isLive: boolean): string {
  switch (progress.kind) {
    case 'waiting':
      return 'Waits for its turn'
    case 'sending':
      return isLive ? `${progress.percent} % sent` : 'Waits for the connection, and is sent again then'
    case 'reading':
      return isLive ? 'Being read' : 'Waits for the connection'
    case 'known':
      return `You have this document already: ${progress.name}`
    case 'failed':
      return progress.reason
  }
}
