import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core'

const most = { depth: 20, nodes: 10_000, characters: 100_000 } as const

/** What came back is no data; the message says what it is. */
export class NoData extends Error {}

/**
 * Copies a value out of the engine, part by part: the learner's code has no say in how it is written down, though a getter
 * of theirs may run.
 *
 * @throws NoData; what a getter throws
 */
export function readData(context: QuickJSContext, handle: QuickJSHandle, isArray: QuickJSHandle): unknown {
  const reader = new DataReader(context, isArray)
  return reader.read(handle, 0)
}

class DataReader {
  readonly #context: QuickJSContext
  readonly #isArray: QuickJSHandle
  #nodes = 0

  constructor(context: QuickJSContext, isArray: QuickJSHandle) {
    this.#context = context
    this.#isArray = isArray
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
    const names = this.#context.unwrapResult(this.#context.getOwnPropertyNames(handle, { strings: true, numbers: true, numbersAsStrings: true, onlyEnumerable: true }))
    if (names.length > most.nodes) throw new NoData('more than anybody could check')
    const entries = names.map((name) => [this.#context.getString(name), this.read(this.#context.getProp(handle, name), depth + 1)] as const)
    const isArray = this.#context.sameValue(this.#context.unwrapResult(this.#context.callFunction(this.#isArray, this.#context.undefined, handle)), this.#context.true)
    if (!isArray) return Object.fromEntries(entries)
    const length = this.#context.getNumber(this.#context.getProp(handle, 'length'))
    if (length > most.nodes) throw new NoData('an array that is far too long')
    const values: unknown[] = Array.from({ length })
    for (const [name, value] of entries) if (/^\d+$/.test(name)) values[Number(name)] = value
    return values
  }
}
