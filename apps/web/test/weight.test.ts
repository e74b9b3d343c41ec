import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const built = fileURLToPath(new URL('../dist/', import.meta.url))
const files = readdirSync(built, { recursive: true, encoding: 'utf8' })
const read = (name: string) => readFileSync(join(built, name))

test('WEB-27 the first view is at most 250 KB, compressed with gzip', () => {
  const html = read('index.html').toString()
  const first = ['index.html', ...(html.match(/(?<=(?:src|href)="\/)assets\/[^"]+/g) ?? [])]
  const sizes = first.map((name) => read(`${name}.gz`).byteLength)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1024
  console.log(`The first view is ${kilobytes.toFixed(0)} KB with gzip.`)
  expect(sizes.length).toBeGreaterThan(2)
  expect(kilobytes).toBeLessThan(250)
})

test('WEB-27 what is sent compressed is what was built', () => {
  const packed = files.filter((name) => /\.(?:js|css|html)$/.test(name))
  expect(packed.length).toBeGreaterThan(3)
  for (const name of packed) {
    expect(brotliDecompressSync(read(`${name}.br`)).equals(read(name)), name).toBe(true)
    expect(gunzipSync(read(`${name}.gz`)).equals(read(name)), name).toBe(true)
  }
})
