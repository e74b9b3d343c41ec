import { crc32 } from 'node:zlib'

const header = new Float64Array(7)
const headerBytes = new Uint8Array(header.buffer)

/** What a checksum covers beside the body, in this order. */
export type ChecksumHeader = readonly [first: number, ...more: number[]]

/** CRC-32 of up to seven numbers and a text. */
export function checksum(numbers: ChecksumHeader, body: string): number {
  header.fill(0)
  header.set(numbers)
  return crc32(body, crc32(headerBytes))
}
