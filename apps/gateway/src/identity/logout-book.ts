import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from '../read-variable.ts'
import type { Identity } from './identity.ts'

export interface LogoutBookOptions {
  /** Path of the file that keeps it between starts. */
  readonly file: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Longest time for which a token counts, in milliseconds; after it a logout need not be remembered. */
  readonly keepMs: number
}

/** Until when which user has logged out: tokens that were issued before count no more. */
export class LogoutBook {
  readonly #options: LogoutBookOptions
  readonly #logouts = new Map<string, number>()
  #saved = Promise.resolve()
  #nextSave: Promise<void> | undefined

  constructor(options: LogoutBookOptions) {
    this.#options = options
  }

  /** @throws ConfigError where the file is damaged: without it, those who logged out would be let in again */
  async load(): Promise<void> {
    for (const [user, at] of await readLogouts(this.#options.file)) this.#logouts.set(user, at)
  }

  /** Counts at once. Resolves when it is on disk, and rejects with the disk's error. */
  add({ user, token }: Identity): Promise<void> {
    // The issuer's clock may be ahead of ours: the token itself goes in any case.
    this.#logouts.set(user, Math.max(this.#options.now(), token?.issuedAt ?? 0))
    this.#nextSave ??= this.#saved.catch(() => {}).then(() => this.#save())
    this.#saved = this.#nextSave
    return this.#saved
  }

  /** Whether who has this identity has logged out since they got it. */
  covers({ user, token }: Identity): boolean {
    const at = this.#logouts.get(user)
    return at !== undefined && token !== undefined && token.issuedAt <= at
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    await this.#saved.catch(() => {})
  }

  /** One write for all who logged out during the last one. */
  async #save(): Promise<void> {
    this.#nextSave = undefined
    const { file, now, keepMs } = this.#options
    for (const [user, at] of this.#logouts) if (at + keepMs < now()) this.#logouts.delete(user)
    await replaceFile(file, JSON.stringify([...this.#logouts]))
  }
}

async function readLogouts(file: string): Promise<[user: string, at: number][]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  try {
    const entries: unknown = JSON.parse(text)
    if (isLogouts(entries)) return entries
  } catch {
    // Said below.
  }
  throw new ConfigError(`${file} is damaged. Once it is removed the server starts, but tokens of those who logged out count again until they expire.`)
}

function isLogouts(value: unknown): value is [user: string, at: number][] {
  return Array.isArray(value) && value.every((each) => Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'number')
}

/** The file has the old text or the new one, also after a power failure. */
async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  {
    await using fresh = await open(`${file}.new`, 'w', 0o600)
    await fresh.writeFile(text)
    await fresh.sync()
  }
  await rename(`${file}.new`, file)
  await using folder = await open(dirname(file))
  await folder.sync()
}
