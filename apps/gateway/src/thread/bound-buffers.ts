/** Bytes of new buffers after which the thread looks at how much it has. */
const lookAfter = 8 * 1024 * 1024

const lookEveryMs = 50

/**
 * Ends this thread when its buffers take more than so many bytes: `resourceLimits` do not count them.
 *
 * pdf.js unpacks some streams in one turn, doubling an array again and again, and others over many turns with chunks from
 * native code. So the thread looks whenever much was allocated from JavaScript, and by the clock.
 */
export function boundBuffers(most: number): void {
  let unseen = 0
  /** @param coming bytes that are about to be allocated */
  const look = (coming: number): void => {
    unseen = 0
    if (process.memoryUsage().arrayBuffers + coming > most) process.exit(1)
  }
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, args: [unknown], newTarget) {
      const bytes = typeof args[0] === 'number' ? args[0] : 0
      unseen += bytes
      if (unseen > lookAfter) look(bytes)
      return Reflect.construct(target, args, newTarget) as Uint8Array
    },
  })
  setInterval(() => look(0), lookEveryMs).unref()
}
