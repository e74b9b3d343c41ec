/** The SHA-256 of some bytes, in hex. Computed outside of the thread; the bytes must not change meanwhile. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex')
}
