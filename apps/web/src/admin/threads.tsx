import type { ThreadView } from '@tutor/protocol'
import { bytes, count, duration } from './amounts.ts'
import { Confirmed } from './confirmed.tsx'
import { DataTable, type Column } from './data-table.tsx'
import { Share } from './share.tsx'

interface ThreadsProps {
  readonly threads: readonly ThreadView[]
  readonly end: (threadId: number) => void
}

/** Beats come ten times a second: one that is silent for so long, in ms, perhaps hangs. */
const doubtfulMs = 500

/** The session threads, and the means to end one. */
export function Threads({ threads, end }: ThreadsProps) {
  const columns: readonly Column<ThreadView>[] = [
    { label: 'Thread', cell: ({ threadId, placement }) => <><b>{threadId}</b> {placement === 'dedicated' && <span className="mark warn">quarantine</span>}</> },
    { label: 'Sessions', cell: ({ sessions }) => count(sessions), isNumber: true },
    { label: 'Busy', cell: ({ utilisation }) => <Share share={utilisation} />, isNumber: true },
    { label: 'Last beat', cell: ({ silentMs }) => <span className={silentMs > doubtfulMs ? 'mark bad' : ''}>{silentMs > doubtfulMs ? `silent for ${duration(silentMs)}` : 'now'}</span>, isNumber: true },
    { label: 'Heap', cell: ({ heapUsed }) => bytes(heapUsed), isNumber: true },
    { label: 'Buffers', cell: ({ external }) => bytes(external), isNumber: true },
    { label: 'Waiting for it', cell: ({ queuedCharacters }) => bytes(queuedCharacters), isNumber: true },
    { label: 'Its calls to the store', cell: ({ storing }) => count(storing), isNumber: true },
    {
      label: 'End',
      cell: ({ threadId }) => <Confirmed action="End" subject={`thread ${threadId}`} question={`End thread ${threadId}?`} consequence="Another one takes its place. Its sessions go on there within a second or two with their connections open; answers under way are begun anew." act={() => end(threadId)} />,
    },
  ]
  return (
    <section aria-labelledby="threads">
      <h2 id="threads">Session threads</h2>
      <DataTable label="Session threads" columns={columns} rows={threads} keyOf={({ threadId }) => threadId} />
    </section>
  )
}
