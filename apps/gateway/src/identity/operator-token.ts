import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from '../read-variable.ts'

/**
 * The secret of the operator where nobody else is asked who they are: a file of the data folder, which only the server's
 * own user can read. Made at the first start; who removes it gets another one with the next.
 */
export class OperatorToken {
  readonly #file: string
  #token: string | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** Order: after the data folder is the server's own. @throws ConfigError where the file holds no secret */
  async load(): Promise<void> {
    const kept = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (kept === undefined) return this.#make()
    this.#token = kept.trim()
    if (!/^[\w-]{43,}$/.test(this.#token)) throw new ConfigError(`${this.#file} holds no token. Once it is removed the server makes one.`)
  }

  /** Tells nothing by the time that it takes. */
  matches(token: string): boolean {
    return this.#token !== undefined && timingSafeEqual(digest(token), digest(this.#token))
  }

  async #make(): Promise<void> {
    const token = randomBytes(32).toString('base64url')
    await mkdir(dirname(this.#file), { recursive: true })
    await writeFile(this.#file, `${token}\n`, { mode: 0o600, flag: 'wx' })
    this.#token = token
  }
}

function digest(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
