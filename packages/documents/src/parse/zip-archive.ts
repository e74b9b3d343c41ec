import { TutorError } from '@tutor/protocol'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { bounds, tooManyParts } from '../bounds.ts'

/**
 * The members of a zip file, in memory. Nothing is unpacked until somebody reads it, and never more than
 * `bounds.inflatedBytes` in all: what a member claims is checked first, and reading stops where it goes on beyond its claim.
 */
export class ZipArchive {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  #room: number = bounds.inflatedBytes

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  /** @throws TutorError `document_unreadable` where the list of members is damaged or missing, `document_too_large` */
  static async open(bytes: Uint8Array): Promise<ZipArchive> {
    const entries = new Map<string, Entry>()
    try {
      const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { autoClose: false })
      if (zip.entryCount > bounds.members) throw tooManyParts()
      for await (const entry of zip.eachEntry()) {
        // Of several with one name the first counts, in every reader of ours.
        if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry)
      }
      return new ZipArchive(zip, entries)
    } catch (thrown) {
      throw unreadable(thrown)
    }
  }

  get names(): Iterable<string> {
    return this.#entries.keys()
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /**
   * A member's content, piece by piece.
   *
   * @throws TutorError `document_unreadable` where it is missing or damaged, `document_encrypted`, `document_too_large`
   */
  async *read(name: string): AsyncGenerator<Uint8Array, void, undefined> {
    const entry = this.#entries.get(name)
    if (!entry) throw new TutorError('document_unreadable', 'The document is damaged: a part of it is missing.')
    if (entry.isEncrypted()) throw new TutorError('document_encrypted')
    if (entry.uncompressedSize > this.#room) throw tooMuchInside()
    this.#room -= entry.uncompressedSize
    try {
      for await (const piece of await this.#zip.openReadStreamPromise(entry)) yield piece as Uint8Array
    } catch (thrown) {
      throw unreadable(thrown)
    }
  }
}

function tooMuchInside(): TutorError {
  const mebibytes = bounds.inflatedBytes / (1024 * 1024)
  return new TutorError('document_too_large', `The text of the document takes more than ${mebibytes} MiB when it is unpacked.`)
}

function unreadable(thrown: unknown): TutorError {
  return thrown instanceof TutorError ? thrown : new TutorError('document_unreadable', undefined, { cause: thrown })
}
