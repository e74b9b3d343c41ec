import { setTimeout as wait } from 'node:timers/promises'

const patienceMs = 60_000

/** Waits for a minute, which nothing in a proof takes. @throws Error that says what has not come */
export async function within<T>(awaited: Promise<T>, describe: () => string): Promise<T> {
  const over = new AbortController()
  const late = wait(patienceMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`After a minute: ${describe()}`)
  })
  try {
    return await Promise.race([awaited, late])
  } finally {
    over.abort()
    late.catch(() => {})
  }
}
