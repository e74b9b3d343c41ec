import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** A process for which every disk is full until this is disposed of: each write beyond a file's first byte fails (EFBIG). */
export async function fullDisk(pid: number): Promise<AsyncDisposable> {
  await limitFiles(pid, '1')
  return { [Symbol.asyncDispose]: () => limitFiles(pid, 'unlimited') }
}

/** The process may be killed at any moment; then its limits are nobody's business. */
async function limitFiles(pid: number, bytes: string): Promise<void> {
  try {
    await promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
  } catch (failure) {
    if (existsSync(`/proc/${pid}`)) throw failure
  }
}
