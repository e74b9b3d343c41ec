import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LearnerRecord, type StoredLearner } from '@tutor/learner'
import { TutorError, type Resync } from '@tutor/protocol'
import { MemoryStore, SqliteStore, type Ownership } from '@tutor/storage'
import { say } from '@tutor/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { decodeRecord } from '../src/journal-format.ts'
import { openLesson } from './lesson.ts'
import { isEvent, nameOf } from './open-session.ts'

/** An answer like no other text. */
const secret = '31415926'

async function occurrences(folder: string, text: string): Promise<number> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  return files.reduce((sum, file) => sum + file.split(text).length - 1, 0)
}

/** What is left of the history. */
async function left(store: MemoryStore): Promise<string[]> {
  return (await store.read('anna', 0, Infinity)).flatMap((record) => decodeRecord(record, 'anna')).map(({ event }) => nameOf(event))
}

/** A store that fails to delete, as long as it is told to. */
class ForgetfulStore extends MemoryStore {
  fails = true
  forgotten = 0

  override async forget(owner: Ownership, seq: number): Promise<void> {
    if (this.fails) throw new TutorError('storage_unavailable')
    this.forgotten += 1
    await super.forget(owner, seq)
  }
}

async function forgetting(store: ForgetfulStore): Promise<Awaited<ReturnType<typeof openLesson>>> {
  const lesson = await openLesson({ store })
  await lesson.say('/learn adding')
  await lesson.say(secret)
  expect(await lesson.say('/forget adding')).toContain('storage_unavailable')
  return lesson
}

test.each(['adding', 'everything'])('SESSION-17 after /forget %s the answers are nowhere on the disk, and what else is known is', async (what) => {
  const folder = await mkdtemp(join(tmpdir(), 'tutor-forgetting-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const store = SqliteStore.open(folder)
  const { opened, say: tell } = await openLesson({ store })
  await tell('/correct solving known')
  await tell('/learn adding')
  await tell(secret)
  expect(await tell('/progress adding')).toContain(secret)
  expect(await tell(`/forget ${what}`)).toContain('Deleted')
  expect(await occurrences(folder, secret)).toBe(0)
  expect(await tell('/progress')).toContain(what === 'adding' ? 'You say: known' : 'Nothing is known about you yet')
  await opened.session.close()
  await store.close()
  expect(await occurrences(folder, secret)).toBe(0)
  const again = SqliteStore.open(folder)
  const lesson = await openLesson({ store: again })
  expect(await lesson.say('/progress')).toContain(what === 'adding' ? 'You say: known' : 'Nothing is known about you yet')
  await lesson.opened.session.close()
  await again.close()
})

test('SESSION-17 the run that forgets ends as any other, what waits behind it is answered, and those who watch miss nothing', async () => {
  const store = new MemoryStore()
  const { watcher, say: tell, facts } = await openLesson({ store })
  await tell('/learn adding')
  await tell(secret)
  watcher.ask('r1', '/forget adding')
  watcher.ask('r2', '/progress')
  await watcher.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r2')
  const events = watcher.messages.filter((message) => message.type === 'event')
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(facts().at(-1)).toMatchObject({ fact: 'evidence_forgotten' })
  expect((await left(store))[0]).toBe('tutor.learned')
})

test('SESSION-17 WIRE-55 who resumes from before is told that the history does not reach back so far, and goes on from there', async () => {
  const { opened, watcher, say: tell } = await openLesson()
  await tell('/correct solving known')
  await tell('/learn adding')
  await tell(secret)
  const { epoch, seq } = watcher.messages.findLast((message) => message.type === 'event')!
  await tell('/forget adding')
  for (const position of [{ epoch, seq }, { epoch: 0, seq: 0 }]) {
    const late = opened.watch()
    late.resume(position)
    const resync = await late.until(({ type }) => type === 'resync')
    expect(resync).toMatchObject({ reason: 'position_expired' })
    expect(JSON.stringify(resync)).not.toContain(secret)
    expect(new LearnerRecord((resync as Resync).learner as StoredLearner).mastery('tiny/solving', 0)).toMatchObject({ claim: 'known' })
    late.ask(`later-${position.seq}`, '/help')
    await late.until(isEvent('RUN_FINISHED'))
    late.attachment.detach()
  }
})

test('SESSION-18 what could not be deleted is at the next opening, also after a crash, and then no more', async () => {
  const store = new ForgetfulStore()
  const lesson = await forgetting(store)
  expect(await lesson.say('/progress')).toContain('Nothing is known about you yet')
  expect((await left(store)).length).toBeGreaterThan(10)
  lesson.opened.session.abandon()
  const failing = await openLesson({ store })
  expect(failing.opened.faults).toMatchObject([{ code: 'storage_unavailable' }])
  expect(await failing.say('/progress')).toContain('Nothing is known about you yet')
  failing.opened.session.abandon()
  store.fails = false
  const well = await openLesson({ store })
  expect(store.forgotten).toBe(1)
  expect((await left(store))[0]).toBe('tutor.learned')
  await well.opened.session.close()
  const after = await openLesson({ store })
  expect([store.forgotten, after.opened.faults]).toEqual([1, []])
  expect(await after.say('/progress')).toContain('Nothing is known about you yet')
})

test('SESSION-17 a model is not reminded of what was said before', async () => {
  const { opened, say: ask } = await openLesson({ script: [[say('Before.')], [say('After.')]] })
  await ask(`My number is ${secret}.`)
  await ask('/forget everything')
  await ask('And now?')
  expect(opened.model.calls).toHaveLength(2)
  expect(JSON.stringify(opened.model.calls[1]!.prompt)).not.toContain(secret)
})
