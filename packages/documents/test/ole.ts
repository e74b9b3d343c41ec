const sector = 512
const entryBytes = 128

/** The container that old Office documents and locked new ones are: its header, and a directory that names one stream. */
export function buildOle(stream: string): Uint8Array {
  const bytes = Buffer.alloc(4 * sector)
  bytes.write('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'latin1')
  bytes.write('Root Entry\0', sector, 'utf16le')
  bytes.write(`${stream}\0`, sector + entryBytes, 'utf16le')
  return bytes
}
