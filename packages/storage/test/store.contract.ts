import { expect, test } from 'vitest'
import { erasesSessions } from './erasing.contract.ts'
import { all, blobOf, codeOf, endOf, own, Owner } from './sessions.ts'
import type { OpenStore } from './stores.ts'

/** What every store owes; `SPEC.md` has the rules. */
export function keepsTheStoreContract(openStore: OpenStore): void {
  test('STORE-1 an append that does not go on right after the last is refused and leaves nothing', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await owner.append(3)
    const next = owner.next()
    for (const wrong of [{ seq: 3 }, { seq: 5 }, { count: 0 }]) {
      expect(await codeOf(store.append({ ...next, ...wrong }))).toBe('session_failed')
    }
    await store.append(next)
    expect((await all(store, 'a')).map(({ seq }) => seq)).toEqual([1, 4])
  })

  test('STORE-2 a new owner has a larger epoch, and the former one writes nothing any more', async () => {
    await using opened = await openStore()
    const { store } = opened
    const former = await own(store, 'a')
    await former.append()
    const owner = await own(store, 'a')
    expect(owner.epoch).toBeGreaterThan(former.epoch)
    const { hash, bytes } = blobOf(10)
    expect(await codeOf(former.append())).toBe('session_moved')
    expect(await codeOf(store.saveSnapshot(former, { seq: 1, version: 1, body: 'stale' }))).toBe('session_moved')
    expect(await codeOf(store.putBlob(former, hash, bytes))).toBe('session_moved')
    await store.release(former)
    await owner.append()
    const { snapshot, records } = await store.open('a')
    expect(snapshot).toBeUndefined()
    expect(records.map(({ epoch }) => epoch)).toEqual([former.epoch, owner.epoch])
  })

  test('STORE-2 epochs grow also where nothing was written', async () => {
    await using opened = await openStore()
    const { store } = opened
    const first = await own(store, 'a')
    const second = await own(store, 'a')
    await store.release(second)
    const third = await own(store, 'a')
    expect(second.epoch).toBeGreaterThan(first.epoch)
    expect(third.epoch).toBeGreaterThan(second.epoch)
    expect(await codeOf(second.append())).toBe('session_moved')
  })

  test('STORE-2 one who has released a session, or never opened it, writes nothing', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await owner.append()
    await store.release(owner)
    expect(await codeOf(owner.append())).toBe('session_moved')
    expect(await codeOf(new Owner(store, { sessionId: 'b', epoch: 1, seq: 0 }).append())).toBe('session_moved')
  })

  test('STORE-3 appends commit in the order in which they were called, and a refused one holds up no other', async () => {
    await using opened = await openStore()
    const { store } = opened
    const a = await own(store, 'a')
    const b = await own(store, 'b')
    const settled: string[] = []
    const append = (owner: Owner, label: string): Promise<void> =>
      owner.append().then(() => void settled.push(label))
    const calls = [append(a, 'a1'), append(b, 'b1'), append(a, 'a2')]
    const refused = codeOf(store.append({ ...b.next(), seq: 77 }))
    calls.push(append(a, 'a3'))
    await Promise.all(calls)
    expect(await refused).toBe('session_failed')
    expect(settled).toEqual(['a1', 'b1', 'a2', 'a3'])
    expect(endOf(await all(store, 'a'))).toBe(3)
    expect(endOf(await all(store, 'b'))).toBe(1)
  })

  test('STORE-4 D5 a read from any position gives exactly what follows, as much as was asked for', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    const other = await own(store, 'b')
    const bodies = Array.from({ length: 700 }, (_, record) => String(record).padStart(10))
    await Promise.all(bodies.flatMap((body, record) => [other.append(), owner.append((record % 3) + 1, body)]))
    const records = await all(store, 'a')
    expect(records.map(({ body }) => body)).toEqual(bodies)
    for (let after = 0; after < owner.seq; after += 7) {
      const rest = records.filter(({ seq, count }) => seq + count - 1 > after)
      expect(await store.read('a', after, Infinity)).toEqual(rest)
      expect(await store.read('a', after, 1)).toEqual(rest.slice(0, 1))
      expect(await store.read('a', after, 95)).toEqual(rest.slice(0, 10))
    }
  })

  test('STORE-4 a read at the end, or of a session that is not there, gives nothing', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await owner.append(5)
    expect(await store.read('a', 5, 1000)).toEqual([])
    expect(await store.read('a', 99, 1000)).toEqual([])
    expect(await store.read('nobody', 0, 1000)).toEqual([])
  })

  test('STORE-4 bodies come back to the letter', async () => {
    await using opened = await openStore()
    const owner = await own(opened.store, 'a')
    const body = JSON.stringify('Zürich \u{1f393} \u0000 \u2028 "quoted" \ud800')
    await owner.append(1, body)
    expect((await all(opened.store, 'a'))[0]?.body).toBe(body)
  })

  test('STORE-5 the next owner gets the last snapshot and the records that hold what came after it', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    for (let record = 0; record < 10; record++) await owner.append(2)
    await store.saveSnapshot(owner, { seq: 4, version: 1, body: 'earlier' })
    await store.saveSnapshot(owner, { seq: 15, version: 2, body: 'later' })
    const { snapshot, records } = await store.open('a')
    expect(snapshot).toEqual({ seq: 15, version: 2, body: 'later' })
    expect(records.map(({ seq }) => seq)).toEqual([15, 17, 19])
    expect((await all(store, 'a')).length).toBe(10)
  })

  test('STORE-13 what is forgotten cannot be read any more, and the history goes on', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    const other = await own(store, 'b')
    for (let record = 0; record < 900; record++) await Promise.all([owner.append(2), other.append()])
    const before = await all(store, 'a')
    await store.saveSnapshot(owner, { seq: 1_500, version: 1, body: 'so far' })
    await store.forget(owner, 1_400)
    await store.forget(owner, 1_400)
    await store.forget(owner, 1_301)
    expect(await all(store, 'a')).toEqual(before.slice(700))
    expect(await store.read('a', 3, 1)).toEqual(before.slice(700, 701))
    await owner.append()
    const { snapshot, records } = await store.open('a')
    expect(snapshot?.body).toBe('so far')
    expect(records.map(({ seq }) => seq)).toEqual([...before.slice(750).map(({ seq }) => seq), 1_801])
    expect((await all(store, 'b')).length).toBe(900)
  })

  test('STORE-13 the last record stays, and what no snapshot holds', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    for (let record = 0; record < 4; record++) await owner.append()
    expect(await codeOf(store.forget(owner, 1))).toBe('session_failed')
    await store.saveSnapshot(owner, { seq: 2, version: 1, body: '' })
    expect(await codeOf(store.forget(owner, 3))).toBe('session_failed')
    await store.saveSnapshot(owner, { seq: 4, version: 1, body: '' })
    await store.forget(owner, 4)
    expect((await all(store, 'a')).map(({ seq }) => seq)).toEqual([4])
    await owner.append()
    const crashed = opened.crash && (await opened.crash())
    const after = crashed?.store ?? store
    expect((await all(after, 'a')).map(({ seq }) => seq)).toEqual([4, 5])
    const next = await own(after, 'a')
    await next.append()
    expect((await all(after, 'a')).map(({ seq }) => seq)).toEqual([4, 5, 6])
    await crashed?.[Symbol.asyncDispose]()
  })

  test('STORE-6 a state of events that are not in the history is refused', async () => {
    await using opened = await openStore()
    const owner = await own(opened.store, 'a')
    await owner.append(2)
    expect(await codeOf(opened.store.saveSnapshot(owner, { seq: 3, version: 1, body: '' }))).toBe('session_failed')
    expect((await opened.store.open('a')).snapshot).toBeUndefined()
  })

  const sizes = [[0, 'memory of its own'], [1, 'memory of its own'], [1_000_000, 'memory of its own'], [1_000_000, 'shared memory']] as const
  test.for(sizes)('STORE-7 D9 a blob of %d bytes, in %s, can be read from the append that keeps it to the one that drops it', async ([size, memory]) => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    const { hash, bytes } = blobOf(size)
    const given = new Uint8Array(memory === 'shared memory' ? new SharedArrayBuffer(size) : new ArrayBuffer(size))
    given.set(bytes)
    await store.putBlob(owner, hash, given)
    expect(Buffer.compare(given, bytes)).toBe(0)
    expect(await store.readBlob(hash)).toBeUndefined()
    await owner.keep({ keep: [hash] })
    expect(Buffer.compare((await store.readBlob(hash))!, bytes)).toBe(0)
    await owner.keep({ drop: [hash] })
    expect(await store.readBlob(hash)).toBeUndefined()
  })

  test('STORE-7 a blob that several sessions keep goes with the last of them', async () => {
    await using opened = await openStore()
    const { store } = opened
    const { hash, bytes } = blobOf(1000)
    const owners = [await own(store, 'a'), await own(store, 'b')] as const
    await Promise.all(owners.map((owner) => store.putBlob(owner, hash, bytes)))
    for (const owner of owners) await owner.keep({ keep: [hash] })
    await owners[0].keep({ drop: [hash] })
    expect(await store.readBlob(hash)).toEqual(bytes)
    await owners[1].keep({ drop: [hash] })
    expect(await store.readBlob(hash)).toBeUndefined()
  })

  test('STORE-7 bytes are not stored under a hash that is not theirs', async () => {
    await using opened = await openStore()
    const owner = await own(opened.store, 'a')
    const { hash } = blobOf(1000)
    expect(await codeOf(opened.store.putBlob(owner, hash, blobOf(1000).bytes))).toBe('session_failed')
    expect(await codeOf(owner.keep({ keep: [hash] }))).toBe('session_failed')
  })

  test('STORE-8 I10 a session cannot keep what another one put; the append leaves nothing', async () => {
    await using opened = await openStore()
    const { store } = opened
    const { hash, bytes } = blobOf(1000)
    const mine = blobOf(10)
    const owner = await own(store, 'a')
    await store.putBlob(owner, hash, bytes)
    await owner.keep({ keep: [hash] })
    const stranger = await own(store, 'b')
    await store.putBlob(stranger, mine.hash, mine.bytes)
    expect(await codeOf(stranger.keep({ keep: [mine.hash, hash] }))).toBe('session_failed')
    expect(await store.readBlob(mine.hash)).toBeUndefined()
    expect(await all(store, 'b')).toEqual([])
    await owner.keep({ drop: [hash] })
    expect(await store.readBlob(hash)).toBeUndefined()
  })

  test.for(['release', 'open'] as const)('STORE-9 what an owner put and did not keep is gone with its %s', async (end) => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await owner.append()
    const { hash, bytes } = blobOf(1000)
    await store.putBlob(owner, hash, bytes)
    if (end === 'release') await store.release(owner)
    const next = await own(store, 'a')
    expect(await codeOf(next.keep({ keep: [hash] }))).toBe('session_failed')
  })

  test('STORE-10 release and close are idempotent; what was called before close is done, what comes later is not', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await owner.append()
    const last = codeOf(owner.append())
    const closing = store.close()
    const late = codeOf(owner.append())
    await closing
    await store.close()
    expect(await last).toBeUndefined()
    expect(await late).toBe('storage_unavailable')
    expect(await codeOf(store.open('a'))).toBe('storage_unavailable')
    expect(await codeOf(store.read('a', 0, 1))).toBe('storage_unavailable')
    await store.release(owner)
    await store.release(owner)
  })

  erasesSessions(openStore)
}
