import { setImmediate as nextTurn } from 'node:timers/promises'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { Breather } from '../src/breather.ts'
import { Library, type DocumentFile, type Vault } from '../src/index.ts'
import { SearchIndex } from '../src/search/search-index.ts'
import { codeOf, lesson, passagesOf, textFile } from './files.ts'
import { FolderVault, keepAll } from './folder-vault.ts'
import { measureTurns } from './turns.ts'

const everything = { start: 0, end: Infinity }
const water = textFile('water.txt', 'Water moves by osmosis.')
const heat = textFile('heat.txt', 'Heat is the motion of molecules.')

/** Holds back every answer until it is opened. */
class Gate implements Vault {
  readonly #vault: Vault
  readonly #opened = Promise.withResolvers<void>()
  readonly #asked = Promise.withResolvers<void>()

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** Resolves when the first blob is asked for. */
  get asked(): Promise<void> {
    return this.#asked.promise
  }

  open(): void {
    this.#opened.resolve()
  }

  async read(hash: string): Promise<Uint8Array | undefined> {
    this.#asked.resolve()
    await this.#opened.promise
    return await this.#vault.read(hash)
  }
}

/** Resolves with the error's name, or `done`. */
async function nameOf(work: Promise<unknown>): Promise<string> {
  return await work.then(() => 'done', (error: Error) => error.name)
}

describe('a document that is removed while it is loaded', () => {
  it('DOC-36 is unknown to who reads it, and found by nobody', async () => {
    await using folder = await FolderVault.create()
    const documents = await keepAll(folder, [water, heat])
    const gate = new Gate(folder)
    using library = new Library({ vault: gate, documents })
    const { id } = documents[0]!.summary
    const work = [codeOf(library.read(id, everything)), codeOf(library.outline(id))]
    const searching = library.search('osmosis')
    await gate.asked
    library.remove(id)
    gate.open()
    expect(await Promise.all(work)).toEqual(['document_unknown', 'document_unknown'])
    expect((await searching).verdict).toBe('not_found')
    expect(passagesOf(await library.search('motion of molecules'))).toHaveLength(1)
  })

  it('DOC-36 leaves an empty library when it was the last one', async () => {
    await using folder = await FolderVault.create()
    const documents = await keepAll(folder, [water])
    const gate = new Gate(folder)
    using library = new Library({ vault: gate, documents })
    const searching = library.search('osmosis')
    await gate.asked
    library.remove(documents[0]!.summary.id)
    gate.open()
    expect(await searching).toEqual({ verdict: 'no_documents' })
    expect(library.list()).toEqual([])
  })

  it('DOC-36 may be added again at once, and is found once', async () => {
    await using folder = await FolderVault.create()
    const documents = await keepAll(folder, [water, heat])
    const gate = new Gate(folder)
    using library = new Library({ vault: gate, documents: [documents[0]!] })
    const reading = codeOf(library.read(documents[0]!.summary.id, everything))
    await gate.asked
    library.remove(documents[0]!.summary.id)
    const { blobs } = await library.add(water)
    gate.open()
    expect(await reading).toBe('document_unknown')
    expect(blobs).toHaveLength(2)
    expect(passagesOf(await library.search('osmosis'))).toHaveLength(1)
    expect(library.list()).toHaveLength(1)
  })
})

describe('closing', () => {
  it('DOC-23 ends the loads under way', async () => {
    await using folder = await FolderVault.create()
    const documents = await keepAll(folder, [water, heat])
    const gate = new Gate(folder)
    const library = new Library({ vault: gate, documents })
    const work = [library.search('osmosis'), library.read(documents[1]!.summary.id, everything), library.add(lesson)]
    const names = Promise.all(work.map(nameOf))
    await gate.asked
    library.close()
    gate.open()
    expect(await names).toEqual(['AbortError', 'AbortError', 'AbortError'])
    expect(library.list()).toEqual([])
  })

  const pages = Array.from({ length: 40 }, (_, index) => sampleLesson[index % sampleLesson.length]!)
  it.each([
    ['PDF', { name: 'long.pdf', bytes: buildPdf({ pages }) }],
    ['text', textFile('long.txt', sampleLesson.flat().join('\n').repeat(40))],
  ])('DOC-5 DOC-23 ends the addition of a %s in whatever turn it comes', async (_, file) => {
    const outcomes = new Set<string>()
    for (let turns = 0; turns < 40; turns += 1) {
      const library = new Library()
      const adding = nameOf(library.add(file))
      for (let turn = 0; turn < turns; turn += 1) await nextTurn()
      library.close()
      outcomes.add(await adding)
      expect(library.list()).toEqual([])
    }
    outcomes.delete('done')
    expect([...outcomes]).toEqual(['AbortError'])
  })
})

describe('what loading costs', () => {
  const cpu = (): number => {
    const { user, system } = process.cpuUsage()
    return user + system
  }

  it('DOC-35 is less than a third of what reading the original costs', async () => {
    const pages = Array.from({ length: 120 }, (_, index) => sampleLesson[index % sampleLesson.length]!)
    const file: DocumentFile = { name: 'long.pdf', bytes: buildPdf({ pages }) }
    await using vault = await FolderVault.create()
    // Loads pdf.js.
    await keepAll(vault, [lesson])
    const started = cpu()
    const documents = await keepAll(vault, [file])
    const added = cpu()
    using library = new Library({ vault, documents })
    expect((await library.search('rubisco')).verdict).toBe('found')
    expect(cpu() - added).toBeLessThan((added - started) / 3)
  })

  it('DOC-35 is parted, so that other work of the thread has its turn', async () => {
    const blobs = new Map<string, Uint8Array>()
    using before = new Library()
    const added = await before.add(textFile('long.txt', sampleLesson.flat().join('\n').repeat(200)))
    for (const { hash, bytes } of added.blobs) blobs.set(hash, bytes)
    const load = async (): Promise<number> => {
      using after = new Library({ vault: { read: async (hash) => blobs.get(hash) }, documents: [added] })
      const { longest, all } = await measureTurns(async () => {
        expect((await after.search('rubisco')).verdict).toBe('found')
      })
      return longest / all
    }
    // The collector may stop the thread in the midst of a turn, which is not the loading's; it does not do so every time.
    const shares = [await load(), await load(), await load()]
    expect(Math.min(...shares)).toBeLessThan(1 / 2)
  })
})

describe('the index', () => {
  /** Breathes at every occasion. */
  class ShortBreath extends Breather {
    override async breathe(): Promise<void> {
      await nextTurn()
      await super.breathe()
    }
  }

  const chunks = (documentId: string) => ({ documentId, terms: Array.from({ length: 2_000 }, (_, n) => `osmosi ${n}`) })

  it('DOC-35 shows a document when all of it is in, and the ones before all the while', async () => {
    const index = new SearchIndex()
    const breather = new ShortBreath(new AbortController().signal)
    await index.insert({ documentId: 'first', terms: ['osmosi'] }, breather)
    let inserting = true
    const both = [index.insert(chunks('a'), breather), index.insert(chunks('b'), breather)]
    const inserted = Promise.all(both).finally(() => (inserting = false))
    const sizes = new Set<number>()
    let turns = 0
    for (; inserting; turns += 1) {
      sizes.add(index.frequency('osmosi'))
      expect(index.frequency('osmosi')).toBe(index.size)
      expect(index.rank(['osmosi'], 5_000)).toHaveLength(index.size)
      await nextTurn()
    }
    await inserted
    expect([...sizes, index.size]).toEqual([1, 2_001, 4_001])
    expect(turns).toBeGreaterThan(10)
    index.close()
  })

  it('DOC-5 keeps nothing of a document whose insertion is ended, and takes the next one', async () => {
    const index = new SearchIndex()
    const removed = new AbortController()
    const breather = new ShortBreath(new AbortController().signal)
    const ended = nameOf(index.insert(chunks('a'), new ShortBreath(removed.signal)))
    const next = index.insert({ documentId: 'a', terms: ['water', 'osmosi 7'] }, breather)
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    removed.abort()
    expect(await ended).toBe('AbortError')
    await next
    expect(index.rank(['osmosi'], 5_000)).toEqual([{ documentId: 'a', chunk: 1 }])
    expect(index.frequency('1999')).toBe(0)
    index.remove('a')
    expect([index.size, index.frequency('osmosi')]).toEqual([0, 0])
    index.close()
  })

  it('DOC-36 counts nothing of a document that is removed while it comes in', async () => {
    const index = new SearchIndex()
    const removed = new AbortController()
    await index.insert({ documentId: 'first', terms: ['osmosi'] }, new ShortBreath(removed.signal))
    const ended = nameOf(index.insert(chunks('a'), new ShortBreath(removed.signal)))
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    removed.abort()
    index.remove('a')
    expect(await ended).toBe('AbortError')
    expect([index.size, index.frequency('osmosi')]).toEqual([1, 1])
    index.close()
  })

  it('DOC-23 ends an insertion when it is closed', async () => {
    const index = new SearchIndex()
    const closing = new AbortController()
    const inserting = nameOf(index.insert(chunks('a'), new ShortBreath(closing.signal)))
    await nextTurn()
    closing.abort()
    index.close()
    index.close()
    expect(await inserting).toBe('AbortError')
  })
})
