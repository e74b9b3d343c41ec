import { createHash } from 'node:crypto'
import { limits, TutorError } from '@tutor/protocol'
import { buildDocx, sampleLesson } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { bounds } from '../src/bounds.ts'
import { Library, readHere, type DocumentReader, type KeptDocument, type Vault } from '../src/index.ts'
import { codeOf, lesson, passagesOf, textFile } from './files.ts'
import { FolderVault, keepAll } from './folder-vault.ts'
import { foreignQuestions as foreign, lessonQuestions as answerable } from '@tutor/testkit'

const everything = { start: 0, end: Infinity }
const water = textFile('water.txt', 'Water moves by osmosis.\n\nHeat\n\nWater boils at 100 degrees.\n')
const energy = textFile('energy.md', '# Energy\n\nA 🌱 and “all life” need energy.\r\n\r\n## Heat\n\nHeat is energy, too.\n')
const files = [lesson, water, energy]
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('what is to be kept', () => {
  it('DOC-30 is the original and its reading, each under the hash of its bytes', async () => {
    using library = new Library()
    const { summary, reading, blobs } = await library.add(lesson)
    expect(blobs.map(({ hash }) => hash)).toEqual([summary.id, reading])
    expect(blobs.map(({ bytes }) => hashOf(bytes))).toEqual([summary.id, reading])
    expect(blobs[0]?.bytes).toEqual(lesson.bytes)
  })

  it('DOC-30 is the same for the same document, and shared by no two documents', async () => {
    await using vault = await FolderVault.create()
    const text = 'Water moves by osmosis.'
    const marked = textFile('marked.txt', `\uFEFF${text}`)
    const first = await keepAll(vault, [textFile('plain.txt', text), marked])
    const again = await keepAll(vault, [textFile('plain.txt', text), marked])
    expect(again).toEqual(first)
    expect(first[0]?.reading).not.toBe(first[1]?.reading)
  })

  it('DOC-30 takes less room than the text, and goes with the document', async () => {
    using library = new Library()
    const { summary, reading, blobs } = await library.add(textFile('long.txt', sampleLesson.flat().join('\n')))
    const text = await library.read(summary.id, everything)
    expect(blobs[1]!.bytes.length).toBeLessThan(text.length)
    expect(library.remove(summary.id)).toEqual([summary.id, reading])
  })
})

describe('a library that opens with documents', () => {
  it('DOC-31 lists them and takes the same bytes again without asking the vault for anything', async () => {
    await using vault = await FolderVault.create()
    const documents = await keepAll(vault, files)
    using library = new Library({ vault, documents })
    const { summary, reading } = documents[1]!
    expect(library.list()).toEqual(documents.map((each) => each.summary))
    expect(await library.add({ ...water, name: 'copy.txt' })).toEqual({ summary, reading, blobs: [] })
    expect(library.remove(summary.id)).toEqual([summary.id, reading])
    expect(library.list()).toHaveLength(2)
    expect(vault.reads).toEqual([])
  })

  it('DOC-31 reads and outlines a document from its reading alone, once, and searches from the readings of all', async () => {
    await using vault = await FolderVault.create()
    const documents = await keepAll(vault, files)
    const [, second] = documents
    using library = new Library({ vault, documents })
    await Promise.all([library.read(second!.summary.id, everything), library.outline(second!.summary.id)])
    expect(vault.reads).toEqual([second!.reading])
    await Promise.all([library.search('osmosis'), library.search('energy'), library.add(textFile('new.txt', 'New.'))])
    expect(vault.reads.toSorted()).toEqual(documents.map(({ reading }) => reading).toSorted())
    await library.search('osmosis')
    expect(vault.reads).toHaveLength(3)
  })

  it('DOC-32 answers, reads and outlines to the letter as the one that was closed', async () => {
    await using vault = await FolderVault.create()
    using before = new Library({ now: () => 1_000 })
    for (const file of files) await before.add(file)
    using after = new Library({ vault, documents: await keepAll(vault, files) })
    for (const question of [...answerable.map(([words]) => words), ...foreign, 'heat', 'life']) {
      expect(await after.search(question), question).toEqual(await before.search(question))
    }
    for (const { id } of before.list()) {
      expect(await after.read(id, everything)).toBe(await before.read(id, everything))
      expect(await after.outline(id)).toEqual(await before.outline(id))
    }
    expect(after.list()).toEqual(before.list())
  })

  const note = textFile('note.txt', 'A note that needs more room than the books have left over. '.repeat(3))

  it('DOC-32 holds no more text than a session may, with what has not been loaded', async () => {
    await using vault = await FolderVault.create()
    const book = (number: number) => textFile('book.txt', `${number}${' '.repeat(bounds.characters - 8)}x`)
    const books = Array.from({ length: bounds.libraryCharacters / bounds.characters }, (_, number) => book(number))
    using full = new Library({ vault, documents: await keepAll(vault, books) })
    expect(await codeOf(full.add(note))).toBe('document_limit')
    expect(full.list()).toHaveLength(books.length)
  })

  it('DOC-32 holds no more documents than a session may, with what has not been loaded', async () => {
    await using vault = await FolderVault.create()
    const notes = Array.from({ length: limits.documents }, (_, number) => textFile('a.txt', `Note ${number}`))
    using many = new Library({ vault, documents: await keepAll(vault, notes) })
    expect(await codeOf(many.add(note))).toBe('document_limit')
  })
})

describe('a reader elsewhere', () => {
  /** Reads as this thread does, and remembers what; fails with `error` instead where it is set. */
  class Elsewhere implements DocumentReader {
    readonly read: DocumentReader['read']
    readonly names: string[] = []
    error: Error | undefined

    constructor() {
      this.read = (document, signal) => {
        this.names.push(document.name)
        return this.error ? Promise.reject(this.error) : readHere(document, signal)
      }
    }
  }

  it('DOC-37 reads what is not a small text, when it comes in and when it has to be read anew', async () => {
    await using folder = await FolderVault.create()
    const reader = new Elsewhere()
    using library = new Library({ reader })
    const book = textFile('book.txt', 'Water moves by osmosis. '.repeat(3_000))
    const added = []
    const word = { name: 'small.docx', bytes: buildDocx(['Heat is motion, too.']) }
    for (const file of [textFile('note.txt', 'Heat is motion.'), textFile('page.html', '<p>Heat'), book, lesson, word]) added.push(await library.add(file))
    expect(reader.names).toEqual(['book.txt', 'lesson.pdf', 'small.docx'])
    for (const { hash, bytes } of added[2]!.blobs) await folder.keep(hash, bytes)
    await folder.lose(added[2]!.reading)
    using again = new Library({ reader, vault: folder, documents: [added[2]!] })
    expect((await again.search('osmosis')).verdict).toBe('found')
    expect(reader.names).toEqual(['book.txt', 'lesson.pdf', 'small.docx', 'book.txt'])
  })

  it.each(['document_unreadable', 'upload_limit'] as const)('DOC-37 passes %s on, and nothing of the document is left', async (code) => {
    const reader = new Elsewhere()
    reader.error = new TutorError(code)
    using library = new Library({ reader })
    await expect(library.add(lesson)).rejects.toBe(reader.error)
    expect(library.list()).toEqual([])
  })

  it('DOC-37 that cannot read now does not make a kept document a damaged one', async () => {
    await using folder = await FolderVault.create()
    const [kept] = await keepAll(folder, [lesson])
    await folder.lose(kept!.reading)
    const reader = new Elsewhere()
    using library = new Library({ reader, vault: folder, documents: [kept!] })
    reader.error = new TutorError('upload_limit')
    await expect(library.outline(kept!.summary.id)).rejects.toBe(reader.error)
    reader.error = new TutorError('document_unreadable')
    await expect(library.outline(kept!.summary.id)).rejects.toMatchObject({ code: 'document_unreadable', cause: reader.error })
    reader.error = undefined
    expect(await library.outline(kept!.summary.id)).not.toEqual([])
  })
})

describe('a reading that is of no use', () => {
  const ruins: Record<string, (vault: FolderVault, kept: KeptDocument, other: KeptDocument) => Promise<KeptDocument>> = {
    missing: async (vault, kept) => {
      await vault.lose(kept.reading)
      return kept
    },
    damaged: async (vault, kept) => {
      await vault.damage(kept.reading)
      return kept
    },
    empty: async (vault, kept) => {
      await vault.keep(kept.reading, new Uint8Array())
      return kept
    },
    'of another version': async (vault, kept) => {
      const bytes = Buffer.concat([Uint8Array.of(255), (await vault.read(kept.reading))!.subarray(1)])
      await vault.keep(hashOf(bytes), bytes)
      return { ...kept, reading: hashOf(bytes) }
    },
    'of another document': async (_, kept, other) => ({ ...kept, reading: other.reading }),
  }

  const ways = Object.entries(ruins)
  it.each(ways)('DOC-33 since it is %s is made anew from the original', async (_, ruin) => {
    await using vault = await FolderVault.create()
    const [kept, other] = await keepAll(vault, [lesson, water])
    using library = new Library({ vault, documents: [await ruin(vault, kept!, other!)] })
    const [passage] = passagesOf(await library.search('Which enzyme fixes carbon dioxide?'))
    expect(passage).toMatchObject({ documentName: 'lesson.pdf', place: { page: 2 } })
    expect(vault.reads).toContain(kept!.summary.id)
  })

  it.each(['lose', 'damage'] as const)('DOC-34 is document_unreadable when the original is gone as well: %s', async (how) => {
    await using vault = await FolderVault.create()
    const documents = await keepAll(vault, [water, energy])
    const lost = documents[0]!
    await vault.lose(lost.reading)
    await vault[how](lost.summary.id)
    using library = new Library({ vault, documents })
    for (const call of [() => library.read(lost.summary.id, everything), () => library.outline(lost.summary.id)]) {
      await expect(call()).rejects.toThrow(new TutorError('document_unreadable', `“water.txt” is damaged where it was kept and cannot be read. Remove it and add it again.`))
    }
    // What the others say holds; what they do not say may stand in the lost one.
    expect(passagesOf(await library.search('Heat is energy'))).toHaveLength(1)
    expect(await codeOf(library.search('osmosis'))).toBe('document_unreadable')
    expect(await codeOf(library.add(textFile('new.txt', 'Light is a wave.')))).toBe('added')
    library.remove(lost.summary.id)
    expect((await library.search('osmosis')).verdict).toBe('not_found')
  })

  it('DOC-34 is document_unreadable when what was kept is no longer read', async () => {
    await using vault = await FolderVault.create()
    const bytes = Buffer.from('%PDF-1.7 of which nothing but the beginning is there')
    await vault.keep(hashOf(bytes), bytes)
    const summary = { id: hashOf(bytes), name: 'a.pdf', kind: 'pdf', bytes: bytes.length, places: 1 } as const
    using library = new Library({ vault, documents: [{ summary, reading: hashOf(new Uint8Array()) }] })
    await expect(library.read(summary.id, everything)).rejects.toThrow('“a.pdf” is damaged')
    using without = new Library({ documents: [{ summary, reading: hashOf(new Uint8Array()) }] })
    expect(await codeOf(without.search('osmosis'))).toBe('document_unreadable')
  })

  it('DOC-34 a vault that fails is asked again the next time', async () => {
    await using folder = await FolderVault.create()
    const failures = [new TutorError('storage_unavailable')]
    const vault: Vault = {
      read: async (hash) => {
        const failure = failures.pop()
        if (failure) throw failure
        return await folder.read(hash)
      },
    }
    using library = new Library({ vault, documents: await keepAll(folder, [water]) })
    expect(await codeOf(library.search('osmosis'))).toBe('storage_unavailable')
    expect((await library.search('osmosis')).verdict).toBe('found')
  })
})
