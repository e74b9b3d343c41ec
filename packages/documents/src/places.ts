import type { Place, PlaceUnit } from '@tutor/protocol'

type Offsets = readonly number[] | Uint32Array

/** Where the pages, slides, chapters, paragraphs or lines of a text begin. */
export class Places {
  readonly unit: PlaceUnit
  readonly #starts: Offsets

  /** @param starts character offsets in ascending order, the first of them 0 */
  constructor(unit: PlaceUnit, starts: Offsets) {
    this.unit = unit
    this.#starts = starts
  }

  static lines(text: string): Places {
    const starts = [0]
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
    if (starts.length > 1 && starts.at(-1) === text.length) starts.pop()
    return new Places('line', starts)
  }

  /** Whether a sheet of its own begins with each: what stands on two of them was never written as one. */
  get apart(): boolean {
    return this.unit === 'page' || this.unit === 'slide' || this.unit === 'chapter'
  }

  get count(): number {
    return this.#starts.length
  }

  get starts(): Offsets {
    return this.#starts
  }

  at(offset: number): Place {
    const number = lastAtOrBefore(this.#starts, offset) + 1
    return placeOf(this.unit, number)
  }

  /** Where those begin that do so behind `start` and before `end`. */
  beginnings({ start, end }: { readonly start: number; readonly end: number }): readonly number[] {
    const first = lastAtOrBefore(this.#starts, start) + 1
    return Array.from(this.#starts.slice(first, lastAtOrBefore(this.#starts, end - 1) + 1))
  }
}

/** Index of the last of the ascending `starts` that is not behind `offset`, -1 when all are. */
export function lastAtOrBefore(starts: Offsets, offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

function placeOf(unit: PlaceUnit, number: number): Place {
  switch (unit) {
    case 'page':
      return { page: number }
    case 'slide':
      return { slide: number }
    case 'chapter':
      return { chapter: number }
    case 'paragraph':
      return { paragraph: number }
    case 'line':
      return { line: number }
  }
}
