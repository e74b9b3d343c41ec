/** What the gateway says of itself at `/healthz`, as far as benchmarks ask. */
export interface Health {
  /** Sessions that are awake, on a thread. */
  readonly sessions: number
  readonly asleep: number
  readonly connections: number
  /** V8 heap in use, all threads together, bytes. Includes what the next garbage collection will free. */
  readonly heapBytes: number
}

interface HealthAnswer {
  readonly sessions?: unknown
  readonly asleep?: unknown
  readonly connections?: unknown
  readonly heapUsed?: unknown
  readonly threads?: readonly ThreadAnswer[]
}

interface ThreadAnswer {
  readonly threadId?: unknown
  readonly sessions?: unknown
  readonly heapUsed?: unknown
}

/** @throws Error when the gateway is not healthy or leaves out what is asked for */
export async function readHealth(origin: string): Promise<Health> {
  const answer = await ask(origin)
  const heaps = [answer, ...(answer.threads ?? [])].map(({ heapUsed }) => requireNumber('heapUsed', heapUsed))
  return {
    sessions: requireNumber('sessions', answer.sessions),
    asleep: requireNumber('asleep', answer.asleep),
    connections: requireNumber('connections', answer.connections),
    heapBytes: heaps.reduce((sum, bytes) => sum + bytes, 0),
  }
}

/** How many sessions each thread has, by its number. @throws as {@link readHealth} */
export async function readPlacement(origin: string): Promise<ReadonlyMap<number, number>> {
  const { threads = [] } = await ask(origin)
  const entries = threads.map(
    ({ threadId, sessions }) => [requireNumber('threadId', threadId), requireNumber('sessions', sessions)] as const,
  )
  return new Map(entries)
}

async function ask(origin: string): Promise<HealthAnswer> {
  const response = await fetch(`${origin}/healthz`)
  if (!response.ok) throw new Error(`The gateway is not healthy: ${response.status} ${await response.text()}`)
  return (await response.json()) as HealthAnswer
}

function requireNumber(field: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value
  throw new Error(`/healthz has no number "${field}", or a thread was too busy to tell it.`)
}
