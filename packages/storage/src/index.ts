export type { Append, OpenedHistory, Ownership, Snapshot, Store, StoredRecord } from './store.ts'
