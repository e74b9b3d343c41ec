/** The link cannot carry anything any more: closed by its owner, the other thread is gone, stuck or failed. */
export class LinkClosedError extends Error {
  override readonly name = 'LinkClosedError'
}
