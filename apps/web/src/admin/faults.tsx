import { errorTable, type FaultKind, type FaultView, type OperatorAct, type ThreadFault } from '@tutor/protocol'
import { count } from './amounts.ts'
import { DataTable, type Column } from './data-table.tsx'

const kinds: Readonly<Record<FaultKind, string>> = { thread: 'Thread', session: 'Session', run: 'Answer', refused: 'Refused', operator: 'Operator' }

const words: Readonly<Record<ThreadFault | OperatorAct, string>> = {
  hung: 'gave no sign of life and was ended',
  buffers: 'held too many Buffers and was ended',
  memory: 'took too much memory and was ended',
  died: 'died of an error',
  lost: 'answered no more and was ended',
  server_drained: 'stopped the server',
  session_ended: 'ended the session',
  thread_ended: 'ended the thread',
}

const columns: readonly Column<FaultView>[] = [
  { label: 'When', cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString('en', { hour12: false })}</time> },
  { label: 'Kind', cell: ({ kind }) => <span className={kind === 'operator' || kind === 'refused' ? 'mark' : 'mark bad'}>{kinds[kind]}</span> },
  { label: 'What', cell: ({ code }) => describe(code) },
  { label: 'Where', cell: ({ client, threadId, operator }) => <span className="name">{[operator !== undefined && `by ${operator}`, threadId !== undefined && `thread ${threadId}`, client].filter(Boolean).join(', ') || 'at the door'}</span> },
  { label: 'Times', cell: (fault) => count(fault.count), isNumber: true },
]

/** What went wrong since the server's start, and what operators ended. */
export function Faults({ faults }: { readonly faults: readonly FaultView[] }) {
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      {faults.length > 0
        ? <DataTable label="Faults" columns={columns} rows={faults} keyOf={({ kind, code, client, threadId, operator }) => [kind, code, client, threadId, operator].join(' ')} />
        : <p className="hint">None since the server’s start.</p>}
    </section>
  )
}

function describe(code: FaultView['code']) {
  if (code in words) return words[code as keyof typeof words]
  return <><code>{code}</code> {errorTable[code as keyof typeof errorTable].message}</>
}
