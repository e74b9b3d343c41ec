import type { ConnectionState } from '@tutor/client'

const words: Readonly<Record<ConnectionState['kind'], string>> = {
  connecting: 'Connecting',
  live: 'Live',
  stopping: 'Server restarts',
  recovering: 'Recovering',
  offline: 'Offline',
  closed: 'Ended',
}

interface ConnectionBadgeProps {
  readonly connection: ConnectionState
  /** Messages that the server has not taken yet. */
  readonly waiting: number
}

/** How things stand with the server; always in sight. */
export function ConnectionBadge({ connection: { kind }, waiting }: ConnectionBadgeProps) {
  const isSending = waiting > 0 && kind === 'live'
  return (
    <p className="connection" role="status" data-kind={isSending ? 'sending' : kind}>
      {isSending ? 'Sending' : words[kind]}
      {waiting > 0 && <span>{waiting} unsent</span>}
    </p>
  )
}
