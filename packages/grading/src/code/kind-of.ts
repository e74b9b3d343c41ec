import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core'

/** What is written `{}` and is no plain object, and how to know it without asking what it says of itself. */
const source = `(() => {
  const { apply, ownKeys } = Reflect, { isArray } = Array
  const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get
  const generator = Object.getPrototypeOf(function* () {}).prototype
  const kinds = ['a Map', 'a Set', 'a date', 'a promise', 'a regular expression', 'a generator, whose values nobody has asked for', 'a number in an object', 'a text in an object', 'a boolean in an object']
  const tests = [getter(Map.prototype, 'size'), getter(Set.prototype, 'size'), Date.prototype.getTime, Promise.prototype.then, getter(RegExp.prototype, 'source'), generator.return, Number.prototype.valueOf, String.prototype.valueOf, Boolean.prototype.valueOf]
  return (value, most) => {
    if (isArray(value)) return value.length > most ? 'an array that is far too long' : 'array'
    for (let index = 0; index < kinds.length; index++) {
      try {
        apply(tests[index], value, [])
        return kinds[index]
      } catch {}
    }
    return ownKeys(value).length > most ? 'more than anybody could check' : 'object'
  }
})()`

/**
 * A function in the engine that tells `array` and `object` from what is no data. To be made before the learner's code can
 * change what it is made of.
 */
export function kindOf(context: QuickJSContext): QuickJSHandle {
  return context.unwrapResult(context.evalCode(source))
}
