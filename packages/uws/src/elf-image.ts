/** A section of a shared library: where its bytes are, and the section with its names. */
export interface Section {
  readonly type: number
  /** In bytes from the start of the file. */
  readonly offset: number
  readonly size: number
  /** Index of the section with the strings this one refers to. */
  readonly link: number
}

/** The file is not the shared library we know how to read or to change. */
export class UnknownBinaryError extends Error {
  override readonly name = 'UnknownBinaryError'
}

/** Section types, from the System V ABI and its GNU extensions. */
export const sectionType = { dynamicSymbols: 11, versionNeeds: 0x6ffffffe, symbolVersions: 0x6fffffff } as const

const elf64LittleEndian = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1])

/** A 64-bit little-endian ELF file: its sections, and the strings in them. Field offsets are those of `<elf.h>`. */
export class ElfImage {
  readonly bytes: Buffer
  readonly #sections: readonly Section[]

  /** @throws UnknownBinaryError when the bytes are no such file, or it is cut short */
  constructor(bytes: Buffer) {
    if (!bytes.subarray(0, elf64LittleEndian.length).equals(elf64LittleEndian)) {
      throw new UnknownBinaryError('It is not a 64-bit little-endian ELF file.')
    }
    this.bytes = bytes
    this.#sections = readSections(bytes)
  }

  /** @throws UnknownBinaryError when there is none of this type */
  section(type: number): Section {
    const section = this.#sections.find((candidate) => candidate.type === type)
    if (section === undefined) throw new UnknownBinaryError(`It has no section of type 0x${type.toString(16)}.`)
    return section
  }

  /** The string at `offset` of the string table that `section` refers to. */
  string(section: Section, offset: number): string {
    const table = this.#sections[section.link]
    if (table === undefined || offset >= table.size) throw new UnknownBinaryError('A name is outside its string table.')
    const start = table.offset + offset
    return this.bytes.toString('latin1', start, this.bytes.indexOf(0, start))
  }
}

function readSections(bytes: Buffer): Section[] {
  const table = Number(bytes.readBigUInt64LE(0x28))
  const entrySize = bytes.readUInt16LE(0x3a)
  const count = bytes.readUInt16LE(0x3c)
  if (table + entrySize * count > bytes.length) throw new UnknownBinaryError('It is cut short.')
  return Array.from({ length: count }, (_, index) => readSection(bytes, table + index * entrySize))
}

function readSection(bytes: Buffer, at: number): Section {
  return {
    type: bytes.readUInt32LE(at + 4),
    offset: Number(bytes.readBigUInt64LE(at + 24)),
    size: Number(bytes.readBigUInt64LE(at + 32)),
    link: bytes.readUInt32LE(at + 40),
  }
}
