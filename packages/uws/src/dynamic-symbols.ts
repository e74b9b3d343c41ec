import { sectionType, type ElfImage } from './elf-image.ts'

/** A symbol the image takes from, or gives to, other libraries: an entry (`Elf64_Sym`) of its section `.dynsym`. */
export interface DynamicSymbol {
  /** Of the entry, in bytes from the start of the file. */
  readonly offset: number
  readonly name: string
}

const entrySize = 24
/** The top bit of a version number says "hidden" and is no part of it. */
const versionMask = 0x7fff

/** @param version the number that stands in {@link VersionNeed.index} */
export function symbolsOfVersion(image: ElfImage, version: number): DynamicSymbol[] {
  const { bytes } = image
  const symbols = image.section(sectionType.dynamicSymbols)
  const versions = image.section(sectionType.symbolVersions)
  const found: DynamicSymbol[] = []
  for (let index = 0; index < symbols.size / entrySize; index += 1) {
    if ((bytes.readUInt16LE(versions.offset + index * 2) & versionMask) !== version) continue
    const offset = symbols.offset + index * entrySize
    found.push({ offset, name: image.string(symbols, bytes.readUInt32LE(offset)) })
  }
  return found
}
