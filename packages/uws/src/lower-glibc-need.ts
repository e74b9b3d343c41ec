import { symbolsOfVersion } from './dynamic-symbols.ts'
import { ElfImage, UnknownBinaryError } from './elf-image.ts'
import { readVersionNeeds, type VersionNeed } from './version-needs.ts'

const tooNew = 'GLIBC_2.38'
const c23Prefix = '__isoc23_'
/** glibc 2.38 gave these three new names for C23, where they also read `0b101`. What we call them with has none. */
const c23Names: ReadonlySet<string> = new Set(['__isoc23_strtol', '__isoc23_strtoul', '__isoc23_sscanf'])

/**
 * Makes a shared library that asks for glibc 2.38 load on an older one: the functions it wants from 2.38 are asked for by
 * their older names and at the oldest version that the library asks for anyway.
 *
 * @param bytes the whole file; at most 24 of its bytes are changed, in place
 * @throws UnknownBinaryError when anything else is wanted from 2.38, nothing is, or the bytes are no such library
 */
export function lowerGlibcNeed(bytes: Buffer): void {
  const image = new ElfImage(bytes)
  const needs = readVersionNeeds(image)
  const lowered = needs.filter((need) => need.version === tooNew)
  if (lowered.length === 0) throw new UnknownBinaryError(`It does not ask for ${tooNew}.`)
  for (const need of lowered) {
    useOlderNames(image, need)
    copyVersion(bytes, oldestOf(needs, need.library), need)
  }
}

/** The older name is the newer one's tail, so moving the name's start past the prefix is enough. */
function useOlderNames(image: ElfImage, need: VersionNeed): void {
  for (const symbol of symbolsOfVersion(image, need.index)) {
    if (!c23Names.has(symbol.name)) throw new UnknownBinaryError(`${symbol.name} exists in ${tooNew} or newer only.`)
    image.bytes.writeUInt32LE(image.bytes.readUInt32LE(symbol.offset) + c23Prefix.length, symbol.offset)
  }
}

function copyVersion(bytes: Buffer, from: VersionNeed, to: VersionNeed): void {
  const hash = { offset: 0, size: 4 }
  const name = { offset: 8, size: 4 }
  for (const field of [hash, name]) {
    const start = from.offset + field.offset
    bytes.copy(bytes, to.offset + field.offset, start, start + field.size)
  }
}

function oldestOf(needs: readonly VersionNeed[], library: string): VersionNeed {
  const [oldest] = needs.filter((need) => need.library === library).toSorted(byVersion)
  if (oldest === undefined || oldest.version === tooNew) {
    throw new UnknownBinaryError(`It asks ${library} for no older version.`)
  }
  return oldest
}

function byVersion(a: VersionNeed, b: VersionNeed): number {
  return a.version.localeCompare(b.version, 'en', { numeric: true })
}
