import { open } from 'node:fs/promises'

const magic = 'GGUF'
const versions = [2, 3]

/** @returns what is wrong with a model's file, as far as its first bytes tell: the package takes minutes to notice */
export async function ggufProblem(path: string): Promise<string | undefined> {
  const start = await firstBytes(path).catch(() => undefined)
  if (!start) return `MODEL_PATH is "${path}", and there is no such file, or it cannot be read.`
  if (start.length < 8 || start.toString('latin1', 0, 4) !== magic) return `MODEL_PATH is "${path}", which is no GGUF file.`
  const version = start.readUInt32LE(4)
  return versions.includes(version) ? undefined : `MODEL_PATH is "${path}", a GGUF file of version ${version}. Versions ${versions.join(' and ')} can be read.`
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
