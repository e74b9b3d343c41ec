/** What lies in the container of old Office documents, by the name of its main stream. */
const streams = [
  // Of newer documents, too, when they are locked with a password.
  ['EncryptedPackage', 'locked'],
  ['WordDocument', 'oldWord'],
  ['PowerPoint Document', 'oldSlides'],
  ['Workbook', 'sheet'],
  ['Book', 'sheet'],
] as const

/** Each entry of the container's directory begins at a multiple of this, with its name in UTF-16. */
const entryBytes = 128

/** What an OLE container holds. */
export function officeKind(bytes: Uint8Array): (typeof streams)[number][1] | undefined {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return streams.find(([name]) => hasEntry(all, Buffer.from(`${name}\0`, 'utf16le')))?.[1]
}

function hasEntry(all: Buffer, name: Buffer): boolean {
  for (let at = all.indexOf(name); at !== -1; at = all.indexOf(name, at + 2)) {
    if (at % entryBytes === 0) return true
  }
  return false
}
