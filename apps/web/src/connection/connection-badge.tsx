import type { ConnectionState } from '@tutor/client'

const words: Readonly<Record<ConnectionState['kind'], string>> = {
  connecting: 'Connecting',
  live: 'Live',
  stopping: 'Server restarts',
  recovering: 'Recovering',
  offline: 'Offline, trying again',
  closed: 'Ended',
}

interface ConnectionBadgeProps {
  readonly connection: ConnectionState
  /** Messages that the server has not taken yet. */
  readonly waiting: number
}

export function ConnectionBadge({ connection, waiting }: ConnectionBadgeProps) {
  const sending = waiting > 0 && connection.kind === 'live'
  const kept = waiting > 0 && !sending ? `, ${waiting} kept to be sent` : ''
  return (
    <p className="connection" role="status" data-kind={sending ? 'sending' : connection.kind}>
      {sending ? 'Sending' : words[connection.kind]}{kept}
      {connection.kind === 'closed' && <>: {connection.reason.message} <button onClick={() => location.reload()}>Connect again</button></>}
    </p>
  )
}
