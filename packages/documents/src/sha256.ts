import { createHash } from 'node:crypto'
import type { Breather } from './breather.ts'

/** Bytes hashed at once, in about a millisecond. */
const slice = 1024 * 1024

/**
 * The SHA-256 of some bytes, in hex. They must not change meanwhile.
 *
 * Not `crypto.subtle`: that first copies all of them in one turn, which takes longer than hashing them where the memory
 * for the copy has to come from the system, and refuses bytes that threads share.
 */
export async function sha256(bytes: Uint8Array, breather: Breather): Promise<string> {
  const hash = createHash('sha256')
  for (let start = 0; start < bytes.length; start += slice) {
    hash.update(bytes.subarray(start, start + slice))
    await breather.breathe()
  }
  return hash.digest('hex')
}
