/** The payload of a client frame. */
export function unmask(frame: Buffer): Buffer {
  const short = frame[1]! & 0x7f
  const maskAt = short < 126 ? 2 : short === 126 ? 4 : 10
  const mask = frame.subarray(maskAt, maskAt + 4)
  return Buffer.from(frame.subarray(maskAt + 4).map((byte, index) => byte ^ mask[index & 3]!))
}
