import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tinyGguf } from '@tutor/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLlamaInstalled, ModelStartError, openModel, startModel } from '../../src/index.ts'
import { ggufProblem } from '../../src/local/gguf-file.ts'
import { LocalProcess } from '../../src/local/local-process.ts'

let folder = ''
const settings = (name: string) => ({ kind: 'gguf', path: join(folder, name), threads: 1, timeoutMs: 20_000 }) as const

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutor-gguf-'))
  await writeFile(join(folder, 'tiny.gguf'), tinyGguf())
  await writeFile(join(folder, 'cut.gguf'), tinyGguf().subarray(0, 60_000))
  await writeFile(join(folder, 'text.gguf'), 'A text')
  await writeFile(join(folder, 'future.gguf'), 'GGUF\u0009\0\0\0')
})
afterAll(() => rm(folder, { recursive: true }))

it('MOD-37 needs nothing to be started for other models', async () => {
  const started = await startModel({ kind: 'embedded' })
  expect(started.settings).toEqual({ kind: 'embedded' })
  await started.close()
})

it('MOD-37 says what is missing, and how to get it', async () => {
  const missing = isLlamaInstalled() ? /MODEL_PATH is ".*none\.gguf", and there is no such file/ : /Run: npm run gguf/
  await expect(startModel(settings('none.gguf'))).rejects.toThrow(missing)
  await expect(startModel(settings('none.gguf'))).rejects.toBeInstanceOf(ModelStartError)
})

it('MOD-37 tells by its first bytes that a file is none', async () => {
  const problems = await Promise.all(['none', 'text', 'future', 'tiny'].map((name) => ggufProblem(settings(`${name}.gguf`).path)))
  expect(problems).toEqual([expect.stringMatching(/no such file/), expect.stringMatching(/no GGUF file/), expect.stringMatching(/version 9\. Versions 2 and 3/), undefined])
})

// The package is 85 MB, which nobody has to have for the tests: npm run gguf.
describe.skipIf(!isLlamaInstalled())('with node-llama-cpp', () => {
  it('MOD-38 answers for real, in pieces, and counts its tokens', async () => {
    const started = await startModel(settings('tiny.gguf'))
    try {
      const { language } = await openModel(started.settings)
      const { stream } = await language.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }], maxOutputTokens: 12 })
      const parts = []
      for await (const part of stream) parts.push(part)
      expect(parts.some(({ type }) => type === 'text-delta')).toBe(true)
      const end = parts.at(-1)
      expect(end).toMatchObject({ type: 'finish', usage: { inputTokens: { total: expect.any(Number) } } })
      expect(end?.type === 'finish' && end.usage.inputTokens.total).toBeGreaterThan(5)
    } finally {
      await started.close()
    }
  })

  it('MOD-37 says that a file is damaged', async () => {
    await expect(startModel(settings('cut.gguf'))).rejects.toThrow(/cut\.gguf" cannot be loaded: /)
  })

  it('MOD-39 starts its process again when that dies, at the same address', async () => {
    const local = await LocalProcess.start(settings('tiny.gguf'))
    try {
      const { endpoint, pid } = local
      process.kill(pid!, 'SIGKILL')
      await expect.poll(() => fetch(endpoint.baseUrl).then(({ status }) => status, () => local.pid === pid), { timeout: 20_000 }).toBe(401)
      expect(local.pid).not.toBe(pid)
      expect(local.endpoint).toEqual(endpoint)
    } finally {
      await local.close()
    }
  })
})
