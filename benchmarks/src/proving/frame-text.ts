import type { RawData } from 'ws'

/** Text of a frame; `ws` gives a Buffer unless it is told otherwise. */
export function frameText(data: RawData): string {
  return (data as Buffer).toString()
}
