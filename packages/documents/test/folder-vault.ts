import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Library, type AddedDocument, type DocumentFile, type Vault } from '../src/index.ts'

/** Keeps blobs as files and remembers what was asked for. */
export class FolderVault implements Vault {
  readonly reads: string[] = []
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async create(): Promise<FolderVault> {
    return new FolderVault(await mkdtemp(join(tmpdir(), 'vault-')))
  }

  async read(hash: string): Promise<Uint8Array | undefined> {
    this.reads.push(hash)
    try {
      return await readFile(join(this.#folder, hash))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async keep(hash: string, bytes: Uint8Array): Promise<void> {
    await writeFile(join(this.#folder, hash), bytes)
  }

  /** Turns one bit of a blob. */
  async damage(hash: string): Promise<void> {
    const bytes = await readFile(join(this.#folder, hash))
    bytes[bytes.length >> 1]! ^= 1
    await this.keep(hash, bytes)
  }

  async lose(hash: string): Promise<void> {
    await rm(join(this.#folder, hash))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true })
  }
}

/** Adds files to a library that closes again, and keeps what it wants to have kept. */
export async function keepAll(vault: FolderVault, files: readonly DocumentFile[]): Promise<AddedDocument[]> {
  using library = new Library({ now: () => 1_000 })
  const kept: AddedDocument[] = []
  for (const file of files) {
    const added = await library.add(file)
    for (const { hash, bytes } of added.blobs) await vault.keep(hash, bytes)
    kept.push(added)
  }
  return kept
}
