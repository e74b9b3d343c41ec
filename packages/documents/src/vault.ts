/**
 * Where the blobs of kept documents come back from.
 *
 * An implementer MUST resolve with the bytes that were kept under this hash, or with `undefined` where none are, MUST
 * reject when it cannot tell, MUST do one of these soon, since whoever closes the library waits for it, and MUST NOT change
 * the bytes afterwards. Whether they are still what they were is for the caller to check.
 */
export interface Vault {
  /** @param hash SHA-256 of the bytes, in hex */
  read(hash: string): Promise<Uint8Array | undefined>
}
