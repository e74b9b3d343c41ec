import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core'

const most = { depth: 20, nodes: 10_000, characters: 100_000 } as const

/** What came back is no data; the message says what it is. */
export class NoData extends Error {}

/**
 * Copies a value out of the engine, part by part: the learner's code has no say in how it is written down, though a getter
 * of theirs may run.
 *
 * @param kindOf made before the learner's code was run
 * @throws NoData; what a getter throws
 */
export function readData(context: QuickJSContext, handle: QuickJSHandle, kindOf: QuickJSHandle): unknown {
  const reader = new DataReader(context, kindOf)
  return reader.read(handle, 0)
}

class DataReader {
  readonly #context: QuickJSContext
  readonly #kindOf: QuickJSHandle
  #nodes = 0

  constructor(context: QuickJSContext, kindOf: QuickJSHandle) {
    this.#context = context
    this.#kindOf = kindOf
  }

  read(handle: QuickJSHandle, depth: number): unknown {
    const type = this.#context.typeof(handle)
    if (++this.#nodes > most.nodes || depth > most.depth) throw new NoData('more than anybody could check')
    switch (type) {
      case 'undefined':
        return undefined
      case 'number':
        return this.#context.getNumber(handle)
      case 'string':
        return this.#text(handle)
      case 'boolean':
        return this.#context.sameValue(handle, this.#context.true)
      case 'object':
        return this.#context.sameValue(handle, this.#context.null) ? null : this.#object(handle, depth)
      case 'unknown':
        throw new NoData('something that fails when it is looked at')
      default:
        throw new NoData(`a ${type}`)
    }
  }

  #text(handle: QuickJSHandle): string {
    const length = this.#context.getNumber(this.#context.getProp(handle, 'length'))
    if (length > most.characters) throw new NoData('a text that is far too long')
    return this.#context.getString(handle)
  }

  #object(handle: QuickJSHandle, depth: number): unknown {
    // Order: before the names, of which each would get a handle.
    const kind = this.#kind(handle)
    if (kind !== 'array' && kind !== 'object') throw new NoData(kind)
    const names = this.#context.unwrapResult(this.#context.getOwnPropertyNames(handle, { strings: true, numbers: true, numbersAsStrings: true, onlyEnumerable: true }))
    const entries = names.map((name) => [this.#context.getString(name), this.read(this.#context.getProp(handle, name), depth + 1)] as const)
    if (kind === 'object') return Object.fromEntries(entries)
    const length = Math.min(most.nodes, this.#context.getNumber(this.#context.getProp(handle, 'length')))
    const values: unknown[] = Array.from({ length })
    for (const [name, value] of entries) if (/^\d+$/.test(name)) values[Number(name)] = value
    return values
  }

  #kind(handle: QuickJSHandle): string {
    const kind = this.#context.callFunction(this.#kindOf, this.#context.undefined, [handle, this.#context.newNumber(most.nodes)])
    return this.#context.getString(this.#context.unwrapResult(kind))
  }
}
