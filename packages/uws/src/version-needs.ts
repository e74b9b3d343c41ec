import { sectionType, type ElfImage } from './elf-image.ts'

/** A version of a library that the image asks for: an entry (`Elf64_Vernaux`) of its section `.gnu.version_r`. */
export interface VersionNeed {
  /** Of the entry, in bytes from the start of the file. */
  readonly offset: number
  readonly library: string
  /** Such as `GLIBC_2.38`. */
  readonly version: string
  /** Symbols name the version they want by this number. */
  readonly index: number
}

export function readVersionNeeds(image: ElfImage): VersionNeed[] {
  const needs: VersionNeed[] = []
  let library = image.section(sectionType.versionNeeds).offset
  for (let next = -1; next !== 0; library += next) {
    needs.push(...needsOfLibrary(image, library))
    next = image.bytes.readUInt32LE(library + 12)
  }
  return needs
}

function needsOfLibrary(image: ElfImage, at: number): VersionNeed[] {
  const { bytes } = image
  const section = image.section(sectionType.versionNeeds)
  const library = image.string(section, bytes.readUInt32LE(at + 4))
  const needs: VersionNeed[] = []
  let offset = at + bytes.readUInt32LE(at + 8)
  for (let left = bytes.readUInt16LE(at + 2); left > 0; left -= 1) {
    const version = image.string(section, bytes.readUInt32LE(offset + 8))
    needs.push({ offset, library, version, index: bytes.readUInt16LE(offset + 6) })
    offset += bytes.readUInt32LE(offset + 12)
  }
  return needs
}
