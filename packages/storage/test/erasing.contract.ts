import { expect, test } from 'vitest'
import { all, blobOf, codeOf, own, Owner } from './sessions.ts'
import type { OpenStore } from './stores.ts'

/** What every store owes to those who want nothing of theirs to be left. */
export function erasesSessions(openStore: OpenStore): void {
  test('STORE-14 a session that is erased is there for nobody, and the others are as they were', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    const other = await own(store, 'b')
    const [alone, shared, unkept] = [blobOf(10), blobOf(300_000), blobOf(20)]
    for (const { hash, bytes } of [alone, shared, unkept]) await store.putBlob(owner, hash, bytes)
    await store.putBlob(other, shared.hash, shared.bytes)
    await owner.keep({ keep: [alone.hash, shared.hash] })
    await other.keep({ keep: [shared.hash] })
    await Promise.all(Array.from({ length: 1_100 }, () => [owner.append(2), other.append()]).flat())
    await store.saveSnapshot(owner, { seq: 1_000, version: 1, body: 'so far' })
    await store.forget(owner, 400)
    await owner.append()
    const before = await all(store, 'b')
    await store.erase(owner)
    expect(await codeOf(owner.append())).toBe('session_moved')
    expect(await codeOf(store.erase(owner))).toBe('session_moved')
    await store.release(owner)
    expect(await all(store, 'a')).toEqual([])
    expect(await store.readBlob(alone.hash)).toBeUndefined()
    expect(await store.readBlob(unkept.hash)).toBeUndefined()
    expect((await store.readBlob(shared.hash))?.length).toBe(300_000)
    const again = await store.open('a')
    expect([again.snapshot, again.records]).toEqual([undefined, []])
    expect(again.epoch).toBeGreaterThan(owner.epoch)
    expect(await codeOf(new Owner(store, { sessionId: 'a', epoch: again.epoch, seq: 0 }).append())).toBeUndefined()
    await other.append()
    expect((await all(store, 'b')).length).toBe(before.length + 1)
  })

  test('STORE-14 a session that was not written yet can be erased, too', async () => {
    await using opened = await openStore()
    const { store } = opened
    const owner = await own(store, 'a')
    await store.erase(owner)
    expect(await codeOf(owner.append())).toBe('session_moved')
    await (await own(store, 'a')).append()
    expect((await all(store, 'a')).length).toBe(1)
  })

  test('STORE-14 after a crash what was erased stays so, and the history of the others goes on', async () => {
    await using opened = await openStore()
    const { store } = opened
    const other = await own(store, 'b')
    await other.append()
    const owner = await own(store, 'a')
    for (let record = 0; record < 700; record++) void owner.append()
    await owner.append()
    await store.erase(owner)
    const crashed = opened.crash && (await opened.crash())
    const after = crashed?.store ?? store
    expect(await all(after, 'a')).toEqual([])
    const next = await own(after, 'b')
    await next.append()
    await (await own(after, 'a')).append()
    const again = crashed?.crash && (await crashed.crash())
    const last = again?.store ?? after
    expect([(await all(last, 'a')).length, (await all(last, 'b')).length]).toEqual([1, 2])
    await again?.[Symbol.asyncDispose]()
    await crashed?.[Symbol.asyncDispose]()
  })
}
