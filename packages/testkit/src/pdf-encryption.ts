import { createHash } from 'node:crypto'

/** RC4 with 128-bit keys: the PDF standard security handler, revision 3 (PDF 1.7, section 7.6). */
export interface PdfEncryption {
  /** The encryption dictionary. */
  readonly dictionary: string
  /** The file identifier that went into the key, in hex. */
  readonly fileId: string
  encrypt(objectNumber: number, bytes: Uint8Array): Uint8Array
}

const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')
const fileId = Buffer.from('7475746f722d746573746b69742d3031', 'hex')
const handler = '/Filter /Standard /V 2 /R 3 /Length 128'
// Everything is allowed to whoever has the password.
const permissions = -4

export function encryptWith(password: string): PdfEncryption {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32)
  const owner = rc4Rounds(md5Rounds(md5(padded)), padded)
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions)
  const key = md5Rounds(md5(Buffer.concat([padded, owner, flags, fileId])))
  const user = Buffer.concat([rc4Rounds(key, md5(Buffer.concat([padding, fileId]))), Buffer.alloc(16)])
  return {
    dictionary: `<< ${handler} /P ${permissions} /O ${hexString(owner)} /U ${hexString(user)} >>`,
    fileId: hexString(fileId),
    encrypt: (objectNumber, bytes) => rc4(objectKey(key, objectNumber), bytes),
  }
}

function objectKey(key: Uint8Array, objectNumber: number): Uint8Array {
  const number = Buffer.alloc(5)
  number.writeUIntLE(objectNumber, 0, 3)
  return md5(Buffer.concat([key, number]))
}

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest()
}

function md5Rounds(first: Buffer): Buffer {
  let digest = first
  for (let round = 0; round < 50; round += 1) digest = md5(digest)
  return digest
}

function rc4Rounds(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  let result = bytes
  for (let round = 0; round < 20; round += 1) result = rc4(key.map((byte) => byte ^ round), result)
  return result
}

function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (a: number, b: number): void => {
    const kept = state[a]!
    state[a] = state[b]!
    state[b] = kept
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) & 255
    swap(i, j)
  }
  let i = 0
  let j = 0
  return bytes.map((byte) => {
    i = (i + 1) & 255
    j = (j + state[i]!) & 255
    swap(i, j)
    return byte ^ state[(state[i]! + state[j]!) & 255]!
  })
}

function hexString(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`
}
