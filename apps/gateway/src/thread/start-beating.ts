import { getHeapStatistics } from 'node:v8'
import type { Pulse, Vitality } from '../supervision/pulse.ts'

const beatEveryMs = 100

/** Shows that this thread lives, and what it holds, as long as it comes round to it. */
export function startBeating(pulse: Pulse, look: () => Pick<Vitality, 'sessions' | 'storing'>): void {
  const beat = (): void => {
    const { used_heap_size: heapUsed, external_memory: external } = getHeapStatistics()
    pulse.beat({ ...look(), heapUsed, external })
  }
  beat()
  setInterval(beat, beatEveryMs).unref()
}
