/**
 * What keeps the page from its server, as far as a plain request can tell; a browser does not say why a WebSocket fails:
 * - `identity`: the server wants to know who the learner is
 * - `server`: nobody answers
 * - `load`: the server answers that it has too much to do
 * - `socket`: the server is there, so something on the way lets no WebSocket through
 */
export type Obstacle = 'identity' | 'server' | 'load' | 'socket'

/** Longest wait for the server's answer, in milliseconds. */
const deadlineMs = 5_000

/** @param isSignedIn whether the learner has shown who they are: then that is not what is missing */
export async function findObstacle(isSignedIn: boolean): Promise<Obstacle> {
  try {
    const { status } = await fetch('/tickets', { method: 'POST', signal: AbortSignal.timeout(deadlineMs) })
    if (status === 401) return isSignedIn ? 'socket' : 'identity'
    return status === 429 || status >= 500 ? 'load' : 'socket'
  } catch {
    return 'server'
  }
}
