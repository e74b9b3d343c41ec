/**
 * Keeps the histories of all sessions, and their documents.
 *
 * A session's history is a row of records without a gap; whoever opens it owns it until somebody else does. An
 * implementer MUST resolve an append only when it would survive the loss of power, MUST commit the appends of a session
 * in the order in which they were called, MUST refuse an append of a former owner or one that does not follow the last,
 * and then leave nothing of it, and MUST keep one session's damage from the others. `SPEC.md` has the rules by id.
 *
 * Everything rejects with a `TutorError`: `storage_unavailable` when the disk fails (what was appended is then in doubt
 * until the session is opened anew), `session_damaged` where what is stored does not match its checksum or its
 * neighbours, `session_moved` for a former owner, `session_failed` for an owner that has lost count or names a blob it does
 * not have.
 */
export interface Store {
  /** Makes the caller the owner of the session, which need not exist, and gives what has to be known to go on with it. */
  open(sessionId: string): Promise<OpenedHistory>
  append(append: Append): Promise<void>
  /**
   * Reads from the first record that holds an event after `after`, until `maxBytes` of bodies are reached, one record at
   * least. Needs no ownership.
   */
  read(sessionId: string, after: number, maxBytes: number): Promise<readonly StoredRecord[]>
  /** Keeps a state, so that the next owner need not read what lies before it. The previous one may go. */
  saveSnapshot(session: Ownership, snapshot: Snapshot): Promise<void>
  /**
   * Deletes the records that hold no event after `seq`, but for the last one of the history; the session's snapshot must
   * hold all of those events. A read of what is forgotten begins later than asked for.
   */
  forget(session: Ownership, seq: number): Promise<void>
  /**
   * Deletes the session with its records, its snapshot and what it alone keeps of blobs, also where some of it is damaged.
   * It is there for nobody any more when this resolves, and its owner owns nothing; whoever opens it begins anew.
   */
  erase(session: Ownership): Promise<void>
  /**
   * Stores bytes under their SHA-256 (hex), so that an append of this owner that is called later may keep them; until it
   * resolves they must not change. They may be in memory that threads share. What an owner has not kept goes with it, and at the latest with the first commit after
   * a start.
   */
  putBlob(session: Ownership, hash: string, bytes: Uint8Array): Promise<void>
  /** @returns bytes that are the caller's, or `undefined` where no session keeps such a blob */
  readBlob(hash: string): Promise<Uint8Array | undefined>
  /** The owner is done with the session. Never rejects: an owner that is replaced has nothing to give back. */
  release(session: Ownership): Promise<void>
  /** Writes a copy of everything that was committed to a new file, while the store goes on. */
  backup(path: string): Promise<void>
  /** Idempotent. Appends that were called before are committed first. */
  close(): Promise<void>
}

/** Who writes: the fencing token of the session's owner. */
export interface Ownership {
  readonly sessionId: string
  readonly epoch: number
}

export interface OpenedHistory {
  /** Larger than that of any record and of any owner before. */
  readonly epoch: number
  readonly snapshot?: Snapshot
  /** What came after the snapshot. */
  readonly records: readonly StoredRecord[]
}

/** Some events of a session that were committed together, in the owner's own format. */
export interface StoredRecord {
  /** Of the owner that wrote it. */
  readonly epoch: number
  /** `seq` of its first event. */
  readonly seq: number
  /** How many events it holds, at least 1: the next record has `seq + count`. */
  readonly count: number
  /** Version of the body's format. */
  readonly version: number
  readonly body: string
}

export interface Append extends StoredRecord {
  readonly sessionId: string
  readonly blobs?: BlobChanges
}

/** Blobs that a session refers to from now on, or no longer does, by hash. A blob without a session is deleted. */
export interface BlobChanges {
  /** Each was put by this owner, with `putBlob`, or is kept by the session already. */
  readonly keep: readonly string[]
  readonly drop: readonly string[]
}

/** A session's state after the event with this `seq`. */
export interface Snapshot {
  readonly seq: number
  readonly version: number
  readonly body: string
}
