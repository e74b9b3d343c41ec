/**
 * Calls `due` evenly `perSecond` times a second. It watches the clock instead of sleeping: timers of libuv are 1 ms
 * coarse, and the wake-up of a sleeping thread takes as long as the latency that is to be measured.
 *
 * @returns stops it, once what is due by then is done
 */
export function startPacer(perSecond: number, due: (index: number, at: number) => void): () => void {
  const start = performance.now()
  const stepMs = 1000 / perSecond
  let index = 0
  let running = true
  const catchUp = (): void => {
    for (let at = start + index * stepMs; at <= performance.now(); at = start + index * stepMs) {
      due(index, at)
      index += 1
    }
  }
  const turn = (): void => {
    if (!running) return
    catchUp()
    setImmediate(turn)
  }
  turn()
  return () => {
    catchUp()
    running = false
  }
}

/**
 * The same by timers, for who must not take a processor from the server: late by up to a millisecond, and due is when the
 * timer fires.
 *
 * @returns stops it
 */
export function startDrip(perSecond: number, due: (index: number, at: number) => void): () => void {
  let index = 0
  const timer = setInterval(() => due(index++, performance.now()), 1000 / perSecond)
  return () => clearInterval(timer)
}
