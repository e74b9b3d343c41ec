import { getHeapStatistics } from 'node:v8'
import type { Pulse } from '../supervision/pulse.ts'

const beatEveryMs = 100

/** Shows that this thread lives, and what it holds, as long as it comes round to it. @param sessions how many it has now */
export function startBeating(pulse: Pulse, sessions: () => number): void {
  const beat = (): void => {
    const { used_heap_size: heapUsed, external_memory: external } = getHeapStatistics()
    pulse.beat({ sessions: sessions(), heapUsed, external })
  }
  beat()
  setInterval(beat, beatEveryMs).unref()
}
