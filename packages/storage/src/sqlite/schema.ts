/** Of the tables. A change of the tables raises it and takes the former version over. */
export const schemaVersion = 2

/** Where a session's history begins, if not at its beginning: what lies up to this `seq` was deleted. */
const forgotten = 'CREATE TABLE forgotten (session INTEGER PRIMARY KEY, seq INTEGER NOT NULL);'

/**
 * Records stand in the order of their arrival, without an index: a batch of many sessions fills the same few pages. Each
 * names the record before it of its session; `sessions` and `anchors` say where to begin. docs/decisions/0009-the-journal.md
 * has the figures.
 */
export const schema = `
  CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- The session's end, as of the record that heads.upto names, or later.
    last_record INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL
  );
  CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  -- Of every 128th event or so the record, with the seq of that record's last event.
  CREATE TABLE anchors (
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
  ) WITHOUT ROWID;
  CREATE TABLE heads (upto INTEGER NOT NULL);
  INSERT INTO heads VALUES (0);
  CREATE TABLE snapshots (
    session INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE TABLE blobs (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE
  );
  CREATE TABLE blob_parts (
    blob INTEGER NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (blob, part)
  );
  CREATE TABLE blob_uses (
    blob INTEGER NOT NULL,
    session INTEGER NOT NULL,
    PRIMARY KEY (blob, session)
  ) WITHOUT ROWID;
  ${forgotten}
  PRAGMA user_version = ${schemaVersion};
`

/** Takes over a database of the version before. */
export const fromVersion1 = `
  ${forgotten}
  PRAGMA user_version = 2;
`
