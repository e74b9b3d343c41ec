import type { StoredRecord } from '@tutor/storage'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SessionState } from '../src/session-state.ts'

interface Fixture {
  readonly records: readonly StoredRecord[]
  readonly snapshot: { readonly seq: number; readonly version: number; readonly body: string }
  readonly state: object
}

/** One a version that was ever written; a new version adds a file and changes none. */
const versions = [1, 2]

test.each(versions)('D13 a journal and a snapshot of version %i are read as what they were', (version) => {
  const fixture = JSON.parse(readFileSync(new URL(`fixtures/journal-v${version}.json`, import.meta.url), 'utf8')) as Fixture
  const { records, snapshot, state } = fixture
  const all = SessionState.restore({ epoch: 9, records }, 'anna')
  expect(JSON.parse(JSON.stringify(all.state))).toEqual(state)
  const rest = SessionState.restore({ epoch: 9, snapshot, records: records.filter(({ seq, count }) => seq + count > snapshot.seq + 1) }, 'anna')
  expect(JSON.parse(JSON.stringify(rest.state))).toEqual(state)
  expect(rest.seq).toBe(all.seq)
})
