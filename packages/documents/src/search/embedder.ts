/**
 * Tells what texts mean, as far as that can be told by numbers.
 *
 * An implementer MUST give vectors of one length, of unit length each, the same for the same text, and MUST reject rather than let
 * a search wait for long.
 */
export interface Embedder {
  /** @returns one vector a text, in their order. Rejects where it is busy or gone, and when `signal` aborts */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>
}
