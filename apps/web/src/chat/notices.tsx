import { X } from 'lucide-react'
import type { LearnerConnection, PageState } from '../connection/learner-connection.ts'
import type { Obstacle } from '../connection/find-obstacle.ts'

/** What keeps the learner from their server, and what they can do about it. */
const advice: Readonly<Record<Exclude<Obstacle, 'identity'>, string>> = {
  server: 'The server does not answer. Check your network. The page goes on trying; what you write is kept and sent then.',
  load: 'The server has too much to do. The page tries again in a moment; what you write is kept and sent then.',
  socket: 'The server is there, but something lets no WebSocket through: a browser extension, a proxy or a firewall. Allow it for this address, or use another network. The page goes on trying.',
}

interface NoticesProps {
  readonly learner: LearnerConnection
  readonly state: PageState
}

export function Notices({ learner, state: { connection, obstacle, problem } }: NoticesProps) {
  return (
    <>
      {connection.kind === 'offline' && obstacle !== undefined && obstacle !== 'identity' && <p className="notice warn" role="status">{advice[obstacle]}</p>}
      {connection.kind === 'closed' && (
        <div className="notice bad" role="alert">
          <p>{wordsForEnd(connection.reason)}</p>
          <button onClick={() => location.reload()}>Connect again</button>
        </div>
      )}
      {problem !== undefined && (
        <div className="notice bad" role="alert">
          <p>{problem}</p>
          <button className="plain icon" aria-label="Close the message" onClick={() => learner.dismiss()}><X size={18} aria-hidden /></button>
        </div>
      )}
    </>
  )
}

function wordsForEnd({ message, close }: Error & { readonly close?: { readonly reason: string } | undefined }): string {
  if (close?.reason === 'session_erased') return 'Everything was deleted: the conversation, the documents and what was known of you. You can begin anew.'
  return `The conversation cannot go on by itself. ${message}`
}
