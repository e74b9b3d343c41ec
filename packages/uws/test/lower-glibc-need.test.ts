import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { symbolsOfVersion } from '../src/dynamic-symbols.ts'
import { ElfImage, sectionType, UnknownBinaryError } from '../src/elf-image.ts'
import { lowerGlibcNeed } from '../src/lower-glibc-need.ts'
import { readVersionNeeds } from '../src/version-needs.ts'

const folder = dirname(createRequire(import.meta.url).resolve('uWebSockets.js'))
const published = (arch: string) => readFileSync(join(folder, `uws_linux_${arch}_137.node`))

function lowered(published: Buffer): Buffer {
  const copy = Buffer.from(published)
  lowerGlibcNeed(copy)
  return copy
}

/** The binary with another name of the same length in its string table. */
function renamed(name: string, to: string): Buffer {
  const bytes = published('x64')
  const needle = Buffer.from(`\0${name}\0`)
  const at = bytes.indexOf(needle)
  expect(at).toBeGreaterThan(0)
  bytes.write(to, at + 1, 'latin1')
  return bytes
}

describe.each([
  { arch: 'x64', oldest: 'GLIBC_2.2.5', names: ['sscanf', 'strtol', 'strtoul'] },
  { arch: 'arm64', oldest: 'GLIBC_2.17', names: ['strtol', 'strtoul'] },
])('on $arch', ({ arch, oldest, names }) => {
  const before = published(arch)
  const after = lowered(before)

  test('UWS-5 the C23 names are asked for by their older names at the oldest version', () => {
    const image = new ElfImage(after)
    const needs = readVersionNeeds(image)
    expect(needs.map((need) => need.version)).not.toContain('GLIBC_2.38')

    const { index } = readVersionNeeds(new ElfImage(before)).find((need) => need.version === 'GLIBC_2.38')!
    expect(needs.find((need) => need.index === index)?.version).toBe(oldest)
    const symbols = symbolsOfVersion(image, index)
    expect(symbols.map((symbol) => symbol.name).toSorted()).toEqual(names)
  })

  test('UWS-6 at most 24 bytes differ', () => {
    const differing = after.filter((byte, index) => byte !== before[index])
    expect(after.length).toBe(before.length)
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.length).toBeLessThanOrEqual(24)
  })
})

describe('UWS-5 refuses', () => {
  test('a binary that wants another symbol from glibc 2.38', () => {
    const bytes = renamed('__isoc23_strtol', '__isoc23_wcstol')
    expect(() => lowerGlibcNeed(bytes)).toThrow('__isoc23_wcstol exists in GLIBC_2.38 or newer only.')
  })

  test('a binary that does not ask for glibc 2.38, such as one lowered already', () => {
    expect(() => lowerGlibcNeed(lowered(published('x64')))).toThrow('It does not ask for GLIBC_2.38.')
  })

  test('a binary that asks the library for no older version', () => {
    const bytes = published('x64')
    const image = new ElfImage(bytes)
    const newest = readVersionNeeds(image).find((need) => need.version === 'GLIBC_2.38')
    for (const need of readVersionNeeds(image)) bytes.copyWithin(need.offset + 8, newest!.offset + 8, newest!.offset + 12)
    expect(() => lowerGlibcNeed(bytes)).toThrow(UnknownBinaryError)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a script', Buffer.from('#!/bin/sh\n'.repeat(100))],
    ['a 32-bit library', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1, ...Buffer.alloc(100)])],
    ['a library that was cut short', published('x64').subarray(0, 4096)],
  ])('%s', (_, bytes) => {
    expect(() => lowerGlibcNeed(bytes)).toThrow(UnknownBinaryError)
  })

  test('a library without symbol versions', () => {
    const bytes = published('x64')
    const table = Number(bytes.readBigUInt64LE(0x28))
    for (let at = table; at < bytes.length; at += 64) {
      if (bytes.readUInt32LE(at + 4) === sectionType.versionNeeds) bytes.writeUInt32LE(0, at + 4)
    }
    expect(() => lowerGlibcNeed(bytes)).toThrow('It has no section of type 0x6ffffffe.')
  })
})
