import { expect, test } from 'vitest'
import type { Ownership, Snapshot, Store, StoredRecord } from '../src/index.ts'
import { all, codeOf, endOf } from './sessions.ts'
import type { OpenStore } from './stores.ts'

/** What the test remembers of a session: enough to say how the store must answer. */
interface Model {
  readonly records: StoredRecord[]
  snapshot?: Snapshot
  owner?: Ownership
}

type Step = (store: Store, sessionId: string) => Promise<void>

/** Random histories against a model that is right by being simple. `SEED=… STEPS=…` plays one again, or a longer one. */
export function agreesWithTheModel(openStore: OpenStore): void {
  test('D3 STORE-1 STORE-2 STORE-5 whatever happens, histories have no gap and every owner gets all of them', async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    console.log(`seed ${seed}`)
    const random = mulberry32(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const models = new Map(['a', 'b', 'c', 'd'].map((sessionId): [string, Model] => [sessionId, { records: [] }]))
    const modelOf = (sessionId: string): Model => models.get(sessionId)!
    await using stack = new AsyncDisposableStack()
    let opened = stack.use(await openStore())

    const open: Step = async (store, sessionId) => {
      const model = modelOf(sessionId)
      const { epoch, ...history } = await store.open(sessionId)
      const { snapshot, records } = model
      expect(epoch).toBeGreaterThan(Math.max(model.owner?.epoch ?? 0, records.at(-1)?.epoch ?? 0))
      const rest = records.filter(({ seq, count }) => seq + count - 1 > (snapshot?.seq ?? 0))
      expect(history.snapshot).toEqual(snapshot)
      expect(history.records.map(plain)).toEqual(rest)
      model.owner = { sessionId, epoch }
    }

    /** A group of appends in one turn, of which some may be wrong. */
    const append: Step = async (store, sessionId) => {
      const model = modelOf(sessionId)
      const group = Array.from({ length: 1 + below(5) }, async () => {
        const wrong = below(8)
        const after = (endOf(model.records) ?? 0) + 1
        const record = { epoch: model.owner?.epoch ?? 1, seq: after, count: 1 + below(60), version: 1, body: 'x'.repeat(below(300)) }
        if (wrong === 0) record.seq += below(2) === 0 ? 1 : -1
        if (wrong === 1) record.epoch -= 1
        const expected = !model.owner || wrong === 1 ? 'session_moved' : wrong === 0 ? 'session_failed' : undefined
        if (!expected) model.records.push(record)
        expect(await codeOf(store.append({ sessionId, ...record }))).toBe(expected)
      })
      await Promise.all(group)
    }

    const read: Step = async (store, sessionId) => {
      const { records } = modelOf(sessionId)
      const after = below((endOf(records) ?? 0) + 2)
      const found = await store.read(sessionId, after, Infinity)
      expect(found.map(plain)).toEqual(records.filter(({ seq, count }) => seq + count - 1 > after))
    }

    const saveSnapshot: Step = async (store, sessionId) => {
      const model = modelOf(sessionId)
      if (!model.owner) return
      const snapshot = { seq: below((endOf(model.records) ?? 0) + 1), version: 1, body: `state ${random()}` }
      await store.saveSnapshot(model.owner, snapshot)
      model.snapshot = snapshot
    }

    const release: Step = async (store, sessionId) => {
      const model = modelOf(sessionId)
      if (model.owner) await store.release(model.owner)
      delete model.owner
    }

    const crash = async (): Promise<void> => {
      if (!opened.crash) return
      opened = stack.use(await opened.crash())
      for (const model of models.values()) delete model.owner
    }

    const steps = [open, open, append, append, append, append, read, saveSnapshot, release]
    for (let step = Number(process.env['STEPS'] ?? 400); step > 0; step--) {
      if (below(80) === 0) await crash()
      await steps[below(steps.length)]!(opened.store, 'abcd'.charAt(below(4)))
    }
    for (const [sessionId, { records }] of models) expect((await all(opened.store, sessionId)).map(plain)).toEqual(records)
  }, 60_000)
}

/** A record without what a store in memory keeps beside it. */
function plain({ epoch, seq, count, version, body }: StoredRecord): StoredRecord {
  return { epoch, seq, count, version, body }
}

/** A small seeded generator, so that a failing history can be played again. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
