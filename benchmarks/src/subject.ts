import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A server under test and how it is started. It reads HOST and PORT and prints its http:// address when ready. */
export interface Subject {
  readonly name: string
  readonly file: string
  /** Looks for the program that runs the file. */
  findRuntime(): Promise<Runtime>
}

export type Runtime =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'missing'; readonly reason: string }

export const bareUws: Subject = { name: 'bare-uws', file: pathOf('subjects/bare-uws.ts'), findRuntime: findNode }

export const gateway: Subject = { name: 'ours', file: pathOf('../../apps/gateway/src/main.ts'), findRuntime: findNode }

/** `npm start` without what comes before: a process that starts the gateway anew when it dies. */
export const supervisor: Subject = {
  name: 'ours-supervised',
  file: pathOf('../../apps/gateway/src/supervisor.js'),
  findRuntime: findNode,
}

export const fastapi: Subject = {
  name: 'fastapi',
  file: pathOf('subjects/fastapi-original.py'),
  findRuntime: findPython,
}

/** Every server that `isolation-tax` compares, the control first. */
export const subjects: readonly Subject[] = [
  bareUws,
  { name: 'ws', file: pathOf('subjects/ws.ts'), findRuntime: findNode },
  { name: 'naive-comlink', file: pathOf('subjects/naive-comlink.ts'), findRuntime: findNode },
  fastapi,
  gateway,
]

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}

function findNode(): Promise<Runtime> {
  return Promise.resolve({ kind: 'found', path: process.execPath })
}

/** Debian's packages belong to /usr/bin/python3, which need not be the first `python3` on the path. */
async function findPython(): Promise<Runtime> {
  const run = promisify(execFile)
  for (const path of ['python3', '/usr/bin/python3']) {
    const usable = await run(path, ['-c', 'import fastapi, uvicorn, websockets']).then(
      () => true,
      () => false,
    )
    if (usable) return { kind: 'found', path }
  }
  const packages = 'python3-fastapi python3-uvicorn python3-websockets python3-uvloop'
  return { kind: 'missing', reason: `FastAPI is not installed. On Debian: apt-get install ${packages}` }
}
